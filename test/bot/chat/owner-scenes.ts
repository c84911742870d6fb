/** What whoever has to do it reads. */
import { NOTHING_HEARD } from '../../../core/ledger/heard.js';
import { dueOn } from '../../support/make.js';
import { morningOf } from './morning.js';
import { at, type Scene, TODAY } from './scene.js';
import { asking, fresh, hall, listed, many, node, reported, submitted, ticketFacts, ticketTask } from './scene-tasks.js';
import { act, morning, scene, told } from './telling.js';

export const ownerScenes = (): readonly Scene[] => [
  ...scene('交办一项 → 责任人', morningOf('he', [hall(fresh)], morning)),
  ...scene(
    '交办多项 → 责任人',
    morningOf(
      'he',
      many([26, 40, 60, 90], () => fresh),
      morning,
    ),
  ),
  ...scene('没有签收 → 责任人', morningOf('he', [hall({ ...fresh, supervisedFrom: '2026-11-25' })], morning)),
  ...scene('还剩 7 天 → 责任人', morningOf('he', [hall(dueOn('2026-12-04'))], morning)),
  ...scene('还剩 3 天，报过进展 → 责任人', morningOf('he', [hall({ ...reported, ...dueOn('2026-11-30') })], morning)),
  ...scene('明天到期 → 责任人', morningOf('he', [hall(dueOn('2026-11-26'))], { day: '2026-11-25' })),
  ...scene('今天到期 → 责任人', morningOf('he', [hall(dueOn(TODAY))], morning)),
  ...scene('时限在周日，周五提醒 → 责任人', morningOf('he', [hall(dueOn('2026-11-29'))], { day: '2026-11-27' })),
  ...scene('时限在周日，顺延到周一 → 责任人', morningOf('he', [hall(dueOn('2026-11-29'))], { day: '2026-11-30' })),
  ...scene(
    '延期过的任务还剩 3 天 → 责任人',
    morningOf('he', [hall({ ...dueOn('2026-11-30'), originalDue: { kind: 'day', day: '2026-11-10', words: '2026-11-10' } })], morning),
  ),
  ...scene('提醒后没有回应，再提醒 → 责任人', morningOf('he', [hall(dueOn('2026-12-03'))], morning)),
  ...scene(
    '稍后提醒的到了 → 责任人',
    morningOf(
      'he',
      [hall({ ...dueOn('2026-12-03'), heard: { ...NOTHING_HEARD, answeredAt: at('09:00', '2026-11-26'), snoozedUntil: TODAY, snoozes: 1 } })],
      morning,
    ),
  ),
  ...scene('逾期 1 天 → 责任人', morningOf('he', [hall(dueOn('2026-11-26'))], morning)),
  ...scene('逾期 3 天 → 责任人', morningOf('he', [hall(dueOn('2026-11-24'))], morning)),
  ...scene('逾期 14 天 → 责任人', morningOf('he', [hall(dueOn('2026-11-13'))], morning)),
  ...scene('三项临近 → 责任人', morningOf('he', many([3, 3, 7]), morning)),
  ...scene('逾期和临近一起 → 责任人', morningOf('he', many([-1, -3, 0, 3, 7]), morning)),
  ...scene('九项一起 → 责任人', morningOf('he', many([-14, -7, -3, -1, 0, 1, 3, 3, 7]), morning)),
  ...scene('不知是否送到，再发 → 责任人', morningOf('he', [hall(dueOn('2026-11-30'))], { ...morning, unknowns: 1 })),
  ...scene('敏感的任务还剩 3 天 → 责任人', morningOf('he', [hall(dueOn('2026-11-30'))], { ...morning, finding: { sensitive: true } })),
  ...scene('长期坚持，请报本月进展 → 责任人', morningOf('he', [hall({ due: { kind: 'standing', words: '长期坚持' } })], { day: '2026-11-25' })),
  ...scene('阶段节点还剩 3 天 → 责任人', morningOf('he', [hall({ milestones: [node('2026-11-30')] })], morning)),
  ...scene('阶段节点逾期 → 责任人', morningOf('he', [hall({ milestones: [node('2026-11-26')] })], morning)),
  ...act('退回修改 → 责任人', 'he', { kind: 'return', reason: '缺会议纪要' }, 'lin', {
    before: submitted,
    after: { status: 'inProgress', submittedAt: null, review: null, returnedCount: 1, amendBy: '2026-12-01', deadlineNumber: 2 },
  }),
  ...act('敏感的任务退回修改 → 责任人', 'he', { kind: 'return', reason: '缺会议纪要' }, 'lin', {
    before: submitted,
    after: { status: 'inProgress', submittedAt: null, review: null, returnedCount: 1, amendBy: '2026-12-01', deadlineNumber: 2 },
    setting: { finding: { sensitive: true } },
  }),
  ...scene(
    '补正明天到期 → 责任人',
    morningOf(
      'he',
      [hall({ returnedCount: 1, amendBy: '2026-11-30', deadlineNumber: 2, heard: { ...NOTHING_HEARD, since: at('10:00', '2026-11-23') } })],
      morning,
    ),
  ),
  ...scene(
    '没有补正 → 责任人',
    morningOf(
      'he',
      [hall({ returnedCount: 1, amendBy: '2026-11-26', deadlineNumber: 2, heard: { ...NOTHING_HEARD, since: at('10:00', '2026-11-19') } })],
      morning,
    ),
  ),
  ...act('重新整改 → 责任人', 'he', { kind: 'reopen', reason: '回头看发现高峰时段只开了 2 个窗口' }, 'fang', {
    before: { status: 'closed', percent: 100, closedAt: at('09:00', '2026-11-02') },
    after: { status: 'inProgress', closedAt: null, amendBy: '2026-12-01', deadlineNumber: 2 },
  }),
  ...act('已销号 → 责任人', 'he', { kind: 'pass', opinion: '材料齐全，现场核实属实' }, 'lin', {
    before: submitted,
    after: { status: 'closed', closedAt: at('15:30'), review: null },
  }),
  ...act('催办 → 责任人', 'he', { kind: 'urge', text: '请本周内把窗口标识装好' }, 'chen', { before: dueOn('2026-11-30') }),
  ...act('同意延期 → 责任人', 'he', { kind: 'grantExtension', opinion: '' }, 'fang', {
    before: { extension: asking },
    after: { extension: null, ...dueOn('2026-12-31'), originalDue: { kind: 'day', day: '2026-12-20', words: '2026-12-20' }, deadlineNumber: 2 },
  }),
  ...act('不同意延期 → 责任人', 'he', { kind: 'refuseExtension', reason: '设备已经到货，请按期完成' }, 'fang', {
    before: { extension: asking },
    after: { extension: null },
  }),
  ...act('阶段节点退回 → 责任人', 'he', { kind: 'returnMilestone', name: '方案印发', reason: '缺印发文件' }, 'lin', {
    before: { milestones: [node('2026-11-30')] },
  }),
  ...act('挂牌督办 → 责任人', 'he', { kind: 'list', reason: '两次延期仍没有完成' }, 'song', { after: { listing: listed('listed') } }),
  ...act('摘牌 → 责任人', 'he', { kind: 'unlist', reason: '窗口已经全部开放' }, 'song', {
    before: { listing: listed('listed') },
    after: { listing: listed('ended') },
  }),
  ...told('差评工单 → 责任人', 'he', ticketTask(), 'ticketOpened', ['owner'], {}),
  ...scene('差评今天要回访 → 责任人', morningOf('he', [ticketTask()], { day: '2026-11-30' })),
  ...told('收到差评 → 被评价人', 'zhou', ticketTask(), 'rated', [], {}),
  ...act('申诉不成立 → 责任人', 'he', { kind: 'dismissObjection', reason: '录音显示态度确有不妥' }, 'lin', { before: ticketFacts }),
];
