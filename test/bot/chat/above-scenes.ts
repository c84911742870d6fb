/** What is read above whoever has to do it: leaders, the office, the leading group. */
import { NOTHING_HEARD } from '../../../core/ledger/heard.js';
import { dueOn } from '../../support/make.js';
import { morningOf } from './morning.js';
import { outage } from './note-scenes.js';
import { at, type Scene } from './scene.js';
import { asking, fresh, hall, listed, many, reported, submitted, ticketTask } from './scene-tasks.js';
import { act, morning, scene, told } from './telling.js';

const late = many([-1, -3, -2], (index) => (index === 1 ? { ...reported, unitId: 'other', ownerId: 'zhou' } : {}));

export const aboveScenes = (): readonly Scene[] => [
  ...scene('逾期 1 天 → 责任领导', morningOf('chen', [hall(dueOn('2026-11-26'))], morning)),
  ...scene('两个单位逾期 → 责任领导', morningOf('chen', late, morning)),
  ...scene('逾期 3 天 → 主要负责人', morningOf('gao', [hall({ ...reported, ...dueOn('2026-11-24') })], morning)),
  ...scene(
    '逾期 3 天 → 巡察办',
    morningOf(
      'fang',
      many([-3, -3], () => ({})),
      morning,
    ),
  ),
  ...scene('逾期 7 天 → 领导小组', morningOf('song', [hall(dueOn('2026-11-20'))], morning)),
  ...scene('没有责任领导，由巡察办代收 → 巡察办', morningOf('fang', [hall({ ...dueOn('2026-11-26'), leaderId: null })], morning)),
  ...scene('没有责任人，由巡察办代收 → 巡察办', morningOf('fang', [hall({ ...dueOn('2026-11-30'), ownerId: null })], morning)),
  ...scene('没有签收 → 责任领导', morningOf('chen', [hall({ ...fresh, supervisedFrom: '2026-11-24' })], morning)),
  ...scene(
    '没有补正 → 责任领导',
    morningOf(
      'chen',
      [hall({ returnedCount: 1, amendBy: '2026-11-26', deadlineNumber: 2, heard: { ...NOTHING_HEARD, since: at('10:00', '2026-11-19') } })],
      morning,
    ),
  ),
  ...scene('没有报上月进展 → 责任领导', morningOf('chen', [hall({ due: { kind: 'standing', words: '长期坚持' } })], { day: '2026-12-07' })),
  ...act('已销号 → 责任领导', 'chen', { kind: 'pass', opinion: '' }, 'lin', {
    before: submitted,
    after: { status: 'closed', closedAt: at('15:30'), review: null },
  }),
  ...act('重新整改 → 责任领导', 'chen', { kind: 'reopen', reason: '回头看发现高峰时段只开了 2 个窗口' }, 'fang', {
    before: { status: 'closed', percent: 100 },
    after: { status: 'inProgress', amendBy: '2026-12-01', deadlineNumber: 2 },
  }),
  ...act('同意延期 → 责任领导', 'chen', { kind: 'grantExtension', opinion: '' }, 'fang', {
    before: { extension: asking },
    after: { extension: null, ...dueOn('2026-12-31'), originalDue: { kind: 'day', day: '2026-12-20', words: '2026-12-20' }, deadlineNumber: 2 },
  }),
  ...act('不同意延期 → 责任领导', 'chen', { kind: 'refuseExtension', reason: '设备已经到货，请按期完成' }, 'fang', {
    before: { extension: asking },
    after: { extension: null },
  }),
  ...act('挂牌督办 → 责任领导', 'chen', { kind: 'list', reason: '两次延期仍没有完成' }, 'song', { after: { listing: listed('listed') } }),
  ...told('新的差评工单 → 责任领导', 'chen', ticketTask(), 'ticketOpened', ['leader'], {}),
  ...scene('差评没有回访 → 责任领导', morningOf('chen', [ticketTask()], { day: '2026-12-01' })),
  ...scene('逾期和系统通知一起 → 巡察办', morningOf('fang', [hall(dueOn('2026-11-24'))], { ...morning, notes: [outage()] })),
  ...scene(
    '要审核的和逾期的一起 → 巡察办',
    morningOf('fang', [...many([-3, -3]), hall({ id: 't50', number: 50, extension: { ...asking, askedAt: at('09:40', '2026-11-24') } })], morning),
  ),
];
