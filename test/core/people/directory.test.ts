import { knownMembers, matchDirectory, type Department, type DirectoryMember } from '../../../core/people/directory.js';
import type { Person, Unit } from '../../../core/people/model.js';
import { rosterOf } from '../../../core/people/roster.js';
import { aPerson } from '../../support/make.js';

const UNITS: readonly Unit[] = [
  { id: 'centre', name: '某市政务服务中心', parentId: null },
  { id: 'section', name: '政务服务科', parentId: 'centre' },
  { id: 'office', name: '办公室', parentId: 'centre' },
  { id: 'school', name: '某高校', parentId: null },
  { id: 'schoolOffice', name: '办公室', parentId: 'school' },
];
const DEPARTMENTS: readonly Department[] = [
  { id: '1', name: '某市', parentId: '0' },
  { id: '2', name: '某市政务服务中心', parentId: '1' },
  { id: '3', name: '政务服务科', parentId: '2' },
  { id: '4', name: '办公室', parentId: '2' },
  { id: '5', name: '某高校', parentId: '1' },
  { id: '6', name: '办公室', parentId: '5' },
];

const member = (userId: string, name: string, ...departmentIds: readonly string[]): DirectoryMember => ({ userId, name, departmentIds });
const match = (people: readonly Person[], members: readonly DirectoryMember[], departments = DEPARTMENTS, units = UNITS) =>
  matchDirectory(
    rosterOf(people, units, []),
    knownMembers(members, departments, () => true),
    (person) => person.wecomUserId,
    (userId) => userId.toLowerCase(),
  );
/** `he sure HeJun` */
const said = (...given: Parameters<typeof match>) =>
  match(...given).suggestions.map(({ person, how, candidates }) => `${person.id} ${how} ${candidates.map((one) => one.member.userId).join(' ')}`);
const he = aPerson('he', '何俊');

describe('whose account is whose', () => {
  test('one name there, one here, in the same section of the same unit: sure', () => {
    expect(said([he], [member('HeJun', '何俊', '3')])).toEqual(['he sure HeJun']);
  });

  test.each([
    ['a full-width blank', '何　俊', '何俊'],
    ['a blank', '何 俊', '何俊'],
    ['a blank at the end', '何俊 ', '何俊'],
    ['full-width letters', 'Ｔｏｍ　Ｌｉ', 'Tom Li'],
  ])('%s makes no other name', (_what, theirs, ours) => {
    expect(said([aPerson('he', ours)], [member('M1', theirs, '3')])).toEqual(['he sure M1']);
    expect(said([aPerson('he', theirs)], [member('M1', ours, '3')])).toEqual(['he sure M1']);
  });

  test('one kind of middle dot', () => {
    expect(said([aPerson('ma', '买买提・艾力')], [member('MMT', '买买提·艾力', '3')])).toEqual(['ma sure MMT']);
  });

  test('another unit is never sure', () => {
    expect(said([he], [member('HeJun', '何俊', '5')])).toEqual(['he likely HeJun']);
    expect(said([aPerson('lin', '林静', { unitId: null })], [member('LinJing', '林静', '3')])).toEqual(['lin likely LinJing']);
    expect(said([he], [member('HeJun', '何俊')])).toEqual(['he likely HeJun']);
  });

  test('two of one name there: both are shown, neither is guessed, not even by the unit', () => {
    expect(said([he], [member('HeJun', '何俊', '3'), member('HeJun2', '何俊', '6')])).toEqual(['he several HeJun HeJun2']);
  });

  test('two of one name here: neither is guessed', () => {
    const other = aPerson('he2', '何俊', { unitId: 'schoolOffice' });
    expect(said([he, other], [member('HeJun', '何俊', '3')])).toEqual(['he several HeJun', 'he2 several HeJun']);
  });

  test('an account that somebody has is offered to nobody else, and its holder is still a namesake', () => {
    const holder = aPerson('he2', '何俊', { unitId: 'schoolOffice', wecomUserId: 'hejun2' });
    const members = [member('HeJun', '何俊', '3'), member('HeJun2', '何俊', '6')];
    expect(said([he, holder], members)).toEqual(['he several HeJun']);
  });

  test('sections that share a name are told apart by the unit above', () => {
    const clerk = aPerson('zhou', '周敏', { unitId: 'office' });
    expect(said([clerk], [member('ZhouMin', '周敏', '4')])).toEqual(['zhou sure ZhouMin']);
    expect(said([clerk], [member('ZhouMin', '周敏', '6')])).toEqual(['zhou likely ZhouMin']);
  });

  test('a section whose unit the directory calls otherwise is the same where no other section has its name', () => {
    const renamed = DEPARTMENTS.map((one) => (one.id === '2' ? { ...one, name: '市政务中心' } : one));
    expect(said([he], [member('HeJun', '何俊', '3')], renamed)).toEqual(['he sure HeJun']);
    expect(said([aPerson('zhou', '周敏', { unitId: 'office' })], [member('ZhouMin', '周敏', '4')], renamed)).toEqual(['zhou likely ZhouMin']);
  });

  test('a leader of the inspected unit may stand in any section of it', () => {
    const leader = aPerson('chen', '陈立', { unitId: 'centre' });
    expect(said([leader], [member('ChenLi', '陈立', '4')])).toEqual(['chen sure ChenLi']);
    expect(said([leader], [member('ChenLi', '陈立', '6')])).toEqual(['chen likely ChenLi']);
  });

  test('one member of several departments is one', () => {
    expect(said([he], [member('HeJun', '何俊', '6', '3')])).toEqual(['he sure HeJun']);
  });

  test('whoever has left, and whoever has an account, is asked about no more', () => {
    const people = [aPerson('he', '何俊', { active: false }), aPerson('zhou', '周敏', { wecomUserId: 'ZhouMin' })];
    expect(said(people, [member('HeJun', '何俊', '3'), member('ZhouMin', '周敏', '4')])).toEqual([]);
  });

  test('who is not there is named, and so is an account that is not there; capital letters make no other account', () => {
    const people = [he, aPerson('zhou', '周敏', { wecomUserId: 'zhoumin' }), aPerson('chen', '陈立', { wecomUserId: 'gone' })];
    const found = match(people, [member('ZhouMin', '周敏', '4')]);
    expect(found.unmatched.map(({ id }) => id)).toEqual(['he']);
    expect(found.astray.map(({ id }) => id)).toEqual(['chen']);
  });

  test('departments that go round in a circle end nowhere but end', () => {
    const round = [
      { id: '3', name: '政务服务科', parentId: '4' },
      { id: '4', name: '某市政务服务中心', parentId: '3' },
    ];
    expect(said([he], [member('HeJun', '何俊', '3')], round)).toEqual(['he sure HeJun']);
  });
});

test('of the directory only those are kept whose name or account somebody here has', () => {
  const members = [member('HeJun', '何 俊', '3'), member('Stranger', '路人甲', '3'), member('Old', '旧名', '3')];
  const kept = knownMembers(members, DEPARTMENTS, (name, userId) => name === '何俊' || userId === 'Old');
  expect(kept.map(({ userId }) => userId)).toEqual(['HeJun', 'Old']);
  expect(kept[0]?.places).toEqual([{ path: ['某市', '某市政务服务中心', '政务服务科'], isOnly: true }]);
});
