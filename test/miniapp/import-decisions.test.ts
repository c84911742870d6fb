import type { ImportPreview } from '../../core/contract/import.js';
import { commitBody, commitMissing } from '../../miniapp/src/pages/import/decisions.js';

const preview = (change: Partial<ImportPreview>): ImportPreview => ({
  id: 'i1',
  fileName: '台账.xlsx',
  state: 'ready',
  roundName: '第三轮',
  roundId: null,
  feedbackDay: '2026-09-18',
  inspectedUnitName: null,
  counts: { findings: 1, tasks: 1, units: 1, people: 1 },
  tasks: [],
  units: [],
  people: [],
  faults: [],
  warnings: [],
  ...change,
});
const wang = { name: '王敏', units: ['综合科'], known: true, candidates: [{ id: 'w1', unitName: '财务科' }], ask: true };
const changed = { compared: 'changed', changes: ['完成时限变了'] } as unknown as ImportPreview['tasks'][number];

describe('before a ledger is taken over', () => {
  test('a fault stops it', () => {
    const faults = [{ sheet: '台账', row: 5, column: 'I', text: '尽快', message: '看不出是哪一天' }];
    expect(commitMissing(preview({ faults }), {}, true)).toMatch(/有 1 处读不懂/);
  });

  test('every asked name must be decided', () => {
    expect(commitMissing(preview({ people: [wang] }), {}, false)).toMatch(/王敏/);
    expect(commitMissing(preview({ people: [wang] }), { 王敏: 'new' }, false)).toBeNull();
  });

  test('differences must have been accepted', () => {
    expect(commitMissing(preview({ tasks: [changed] }), {}, false)).toMatch(/差异/);
    expect(commitMissing(preview({ tasks: [changed] }), {}, true)).toBeNull();
    expect(commitBody({ 王敏: 'w1' }, true, 'request-1')).toEqual({ requestId: 'request-1', people: { 王敏: 'w1' }, acceptChanges: true });
  });
});
