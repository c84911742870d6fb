/** What whoever has to decide reads. */
import { afterAct, morningOf } from './morning.js';
import { at, type Scene, TODAY } from './scene.js';
import { asking, hall, listed, node, submitted, ticketFacts } from './scene-tasks.js';
import { act, morning, scene } from './telling.js';

export const deciderScenes = (): readonly Scene[] => [
  ...act('申请验收 → 审核人', 'lin', { kind: 'submit', text: '4 个潮汐窗口已全部开放' }, 'he', { after: submitted }),
  ...scene(
    '退回后重新提交 → 审核人',
    afterAct(
      'lin',
      {
        before: hall({ returnedCount: 1 }),
        after: hall({ ...submitted, version: 2, returnedCount: 1 }),
        action: { kind: 'submit', text: '已补会议纪要' },
        by: 'he',
        cameBack: { by: 'return', reason: '缺会议纪要' },
      },
      { ...morning, time: '15:30' },
    ),
  ),
  ...act('上一步通过 → 下一步审核人', 'gao', { kind: 'pass', opinion: '同意' }, 'lin', {
    before: { ...submitted, review: { steps: ['department', 'party'], at: 0, since: at('09:12'), asked: null } },
    after: { ...submitted, review: { steps: ['department', 'party'], at: 1, since: at('15:30'), asked: null } },
  }),
  ...scene('台账注明已完成 → 审核人', morningOf('lin', [hall({ status: 'toVerify', percent: 100, supervisedFrom: TODAY })], morning)),
  ...scene(
    '审核到期提醒 → 审核人',
    morningOf(
      'lin',
      [
        hall({
          ...submitted,
          submittedAt: at('09:12', '2026-11-24'),
          review: { steps: ['department'], at: 0, since: at('09:12', '2026-11-24'), asked: null },
        }),
      ],
      morning,
    ),
  ),
  ...scene(
    '审核超过时限 → 巡察办',
    morningOf(
      'fang',
      [
        hall({
          ...submitted,
          submittedAt: at('09:12', '2026-11-23'),
          review: { steps: ['department'], at: 0, since: at('09:12', '2026-11-23'), asked: null },
        }),
      ],
      morning,
    ),
  ),
  ...act('申请延期 → 巡察办', 'fang', { kind: 'askExtension', day: '2026-12-31', reason: '设备没有到货' }, 'he', { after: { extension: asking } }),
  ...scene('延期申请到期提醒 → 巡察办', morningOf('fang', [hall({ extension: { ...asking, askedAt: at('09:40', '2026-11-24') } })], morning)),
  ...act('征求意见 → 第三方', 'zhou', { kind: 'consult', to: 'zhou', question: '请看看窗口布局图是否符合消防要求' }, 'lin', { before: submitted }),
  ...act('意见已答复 → 审核人', 'lin', { kind: 'opine', text: '符合要求' }, 'zhou', { before: submitted }),
  ...act('建议挂牌督办 → 领导小组', 'song', { kind: 'proposeListing', reason: '两次延期仍没有完成' }, 'chen', {
    after: { listing: listed('proposed') },
  }),
  ...act('阶段节点等验收 → 审核人', 'lin', { kind: 'progress', text: '方案已经印发', percent: 40, evidenceIds: [], reached: ['方案印发'] }, 'he', {
    before: { milestones: [node('2026-11-30')] },
  }),
  ...act('差评申诉 → 审核人', 'lin', { kind: 'object', reason: '评价人误评了窗口', evidenceIds: [] }, 'zhou', {
    before: { ...ticketFacts, status: 'inProgress' },
  }),
];
