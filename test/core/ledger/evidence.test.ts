/** Evidence lists: what counts for which item, what is missing in words, and how a ledger's cell says it. */
import {
  ANY_EVIDENCE,
  evidenceMissing,
  filedOf,
  lacksEvidence,
  needsMet,
  needsWords,
  wrongFiling,
  wrongNeeds,
} from '../../../core/ledger/evidence.js';
import type { EvidenceNeed, EvidencePiece } from '../../../core/ledger/model.js';
import { readNeeds } from '../../../core/ledger/sheet/evidence-words.js';
import { aPhoto, aTask } from '../../support/make.js';

const photos = (count: number): EvidenceNeed => ({ words: '照片', kind: 'photo', count });
const papers = (count: number): EvidenceNeed => ({ words: '印发的制度文件', kind: 'file', count });
const minutes: EvidenceNeed = { words: '会议纪要', kind: 'any', count: 1 };
const aFile = (need: string | null = null): EvidencePiece => ({ ...aPhoto(need), kind: 'file' });
const have = (needs: readonly EvidenceNeed[], ...pieces: EvidencePiece[]) => needsMet(needs, filedOf(pieces)).map((need) => need.have);

describe('what counts', () => {
  test('what is put under an item counts for it and for nothing else', () => {
    expect(have([photos(2), minutes], aPhoto(), aPhoto('会议纪要'))).toEqual([1, 1]);
  });

  test('a photo under no item never passes for a named paper while plain photos are asked for', () => {
    const needs = [photos(1), minutes];
    expect(have(needs, aPhoto(), aPhoto(), aPhoto())).toEqual([3, 0]);
    expect(evidenceMissing(needs, filedOf([aPhoto(), aPhoto()]))).toEqual(['还缺 1 份“会议纪要”']);
  });

  test('a file under no item counts for the one item that takes files', () => {
    expect(have([photos(1), papers(1)], aFile(), aPhoto())).toEqual([1, 1]);
    expect(have([photos(1), papers(1), minutes], aFile())).toEqual([0, 0, 0]);
  });

  test('photos fill 照片 before 照片或文件', () => {
    expect(have([ANY_EVIDENCE, photos(1)], aPhoto())).toEqual([0, 1]);
    expect(have([ANY_EVIDENCE, photos(1)], aPhoto(), aPhoto())).toEqual([1, 1]);
  });

  test('what stood under an item that is gone counts as under none', () => {
    expect(have([photos(1)], aPhoto('旧的一项'))).toEqual([1]);
  });

  test('every lack is said, with how many and of what kind', () => {
    expect(evidenceMissing([photos(2), papers(1)], [])).toEqual(['还缺 2 份照片', '还缺 1 份“印发的制度文件”（文件）']);
  });
});

describe('凭证不全', () => {
  test('an open or submitted task without all of it is, one that is done or not begun is not', () => {
    const lacking = { evidenceNeeds: [minutes], evidence: [] };
    expect([lacksEvidence(aTask(lacking)), lacksEvidence(aTask({ ...lacking, status: 'submitted' }))]).toEqual([true, true]);
    expect(lacksEvidence(aTask({ ...lacking, status: 'closed' }))).toBe(false);
    expect(lacksEvidence(aTask({ ...lacking, supervisedFrom: null }))).toBe(false);
    expect(lacksEvidence(aTask({ evidenceNeeds: [minutes], evidence: filedOf([aPhoto('会议纪要')]) }))).toBe(false);
  });
});

describe('what is refused', () => {
  test('a list with one item twice, or with more than ten', () => {
    expect(wrongNeeds([minutes, minutes])).toMatch(/“会议纪要”写了两次/);
    expect(wrongNeeds(Array.from({ length: 11 }, (_, at) => ({ ...minutes, words: `纪要${at}` })))).toMatch(/最多 10 项/);
    expect(wrongNeeds([minutes, photos(2)])).toBeNull();
  });

  test('a photo under an item that wants a file, and an item that is no more', () => {
    expect(wrongFiling([papers(1)], [aPhoto('印发的制度文件')])).toMatch(/要的是文件/);
    expect(wrongFiling([papers(1)], [aFile('会议纪要')])).toMatch(/已没有“会议纪要”/);
    expect(wrongFiling([papers(1)], [aFile('印发的制度文件'), aPhoto()])).toBeNull();
  });
});

describe('the 佐证要求 cell', () => {
  const read = (text: string) => {
    const found = readNeeds(text);
    return 'fault' in found ? found.fault : found.needs?.map(({ words, kind, count }) => [words, kind, count]);
  };

  test.each([
    [
      '照片 2、文件 1',
      [
        ['照片', 'photo', 2],
        ['文件', 'file', 1],
      ],
    ],
    [
      '印发的制度文件（文件）1份；整改后现场照片不少于3张',
      [
        ['印发的制度文件', 'file', 1],
        ['整改后现场照片', 'photo', 3],
      ],
    ],
    [
      '1.会议纪要\n2.照片×2',
      [
        ['会议纪要', 'any', 1],
        ['照片', 'photo', 2],
      ],
    ],
    [
      '两份会议纪要，照片两张',
      [
        ['会议纪要', 'any', 2],
        ['照片', 'photo', 2],
      ],
    ],
    ['整改前和整改后照片', [['整改前和整改后照片', 'photo', 1]]],
    ['照片1；照片2', [['照片', 'photo', 3]]],
    ['不需要', []],
  ])('%s', (text, needs) => expect(read(text)).toEqual(needs));

  test('an empty cell says nothing, and what cannot be read is a fault', () => {
    expect(readNeeds('')).toEqual({ needs: null });
    expect(read('照片 200')).toMatch(/“照片”看不出要哪种材料、几份/);
    expect(read('按照上级有关文件要求并结合本单位工作实际情况提供能够证明整改成效的各类材料')).toMatch(/请写成“照片 2；会议纪要 1”/);
  });

  test('what is written out is read again as the same', () => {
    const needs = [photos(2), papers(1), minutes];
    expect(readNeeds(needsWords(needs))).toEqual({ needs });
  });
});
