/** What the office reads on 人员 and 机器人. */
import type { PersonDetail } from '../../core/contract/person.js';
import { codesToCopy, codeToCopy } from '../../miniapp/src/pages/people/code-words.js';
import { cannotSignIn, isFound, missingOf } from '../../miniapp/src/pages/people/narrow.js';
import { asTyped, numberOf } from '../../miniapp/src/pages/policies/draft.js';
import { missingOf as robotMissing } from '../../miniapp/src/pages/robots/robot-words.js';

const person = (facts: Partial<PersonDetail>): PersonDetail => ({
  id: 'he',
  name: '何俊',
  unitId: null,
  unitName: null,
  phone: '13800000000',
  wecomUserId: null,
  dingtalkUserId: null,
  account: null,
  active: true,
  canSignIn: false,
  posts: [],
  taskWords: '',
  ledgerPosts: [],
  sameName: 0,
  ...facts,
});

describe('who cannot sign in', () => {
  test('is whoever is in service without an account', () => {
    expect([person({}), person({ canSignIn: true }), person({ active: false })].map(cannotSignIn)).toEqual([true, false, false]);
    expect(missingOf(person({ phone: null }))).toBe('还没有电话，还不能登录');
    expect(missingOf(person({ canSignIn: true }))).toBe('');
  });

  test('gets a copied code with its link, but never one that opens nowhere', () => {
    const code = {
      ...{ code: 'K7PM-3XQD', name: '何俊', untilWords: '11月26日（周四）09:12', link: 'http://localhost:3000/#/x', words: '' },
      linkOpens: false,
    };
    expect(codeToCopy(code)).toMatch(/^何俊：.*K7PM-3XQD，11月26日（周四）09:12前有效/);
    expect(codeToCopy(code)).not.toMatch(/localhost/);
    const reachable = { ...code, link: 'https://duban.example.cn/#/x', linkOpens: true };
    expect(codeToCopy(reachable)).toMatch(/https:\/\/duban\.example\.cn/);
    expect(
      codesToCopy([reachable, { ...reachable, name: '陈立' }])
        .split('\n\n')
        .map((text) => text.slice(0, 3)),
    ).toEqual(['何俊：', '陈立：']);
  });
});

describe('what is typed full-width', () => {
  test('is read like any other, in names and in the rules', () => {
    expect([isFound(person({ name: '吴倩' }), '吴 倩'), isFound(person({ name: '吴倩' }), '吴芳'), isFound(person({}), ' ')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([numberOf('１０'), numberOf('10'), numberOf('十')]).toEqual([10, 10, Number.NaN]);
    expect(asTyped('０９：３０')).toBe('09:30');
  });
});

describe('a robot that cannot be added yet', () => {
  test('says what is missing', () => {
    const robot = { kind: 'wecom', name: '督办提醒', group: 'office', address: '' } as const;
    const none = { missing: '要先在“接入”里接通企业微信应用，才能由它建群。', members: [] };
    expect(robotMissing({ ...robot, name: '', group: null, address: ' ' }, none)).toBe('还要填：名称、服务对象、机器人地址。');
    expect(robotMissing({ ...robot, address: 'qyapi.weixin.qq.com' }, none)).toMatch(/以 https:\/\/ 开头/);
    expect(robotMissing({ ...robot, address: 'https://qyapi.weixin.qq.com/x' }, none)).toBeNull();
  });

  test('an application’s group needs the application and two people, or a group that is there', () => {
    const chat = { kind: 'wecomChat', name: '督办群', group: 'office', address: '' } as const;
    const offer = (count: number) => ({ missing: null, members: [{ group: 'office', count, words: '' }] });
    expect(robotMissing(chat, { missing: '要先接通', members: [] })).toBe('要先接通');
    expect(robotMissing(chat, offer(1))).toBe('成员不够，还不能建群。');
    expect(robotMissing(chat, offer(2))).toBeNull();
    expect(robotMissing({ ...chat, address: 'abc' }, offer(1))).toBeNull();
  });
});
