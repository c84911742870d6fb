/** Every kind of message there is, each as one of its readers gets it, out of the rules and words that the service uses. */
import { emergencyMessage } from '../../../bot/chat/emergency-message.js';
import { groupMessage } from '../../../bot/chat/group-message.js';
import { namingClocks, namingDigest } from '../../../bot/chat/naming.js';
import { weeklyDocument, weeklyMessage, weeklyPicture } from '../../../bot/chat/weekly-message.js';
import type { MessageWords, OutboxNotice } from '../../../bot/services.js';
import { traitsOf } from '../../../core/insight/board.js';
import { weekReportOf } from '../../../core/insight/week-report.js';
import { lightOf } from '../../../core/insight/light.js';
import type { EmergencyClock, Task, TaskAction, Ticket } from '../../../core/ledger/model.js';
import { NOTHING_HEARD } from '../../../core/ledger/heard.js';
import { isListed } from '../../../core/ledger/listing.js';
import { isInReview, isOpen } from '../../../core/ledger/status.js';
import { clockNews, emergencyNotices } from '../../../core/notice/emergency.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { groupCounts } from '../../../core/notice/group-counts.js';
import type { NoticeDraft, NoticeKind, Recipient, RungPost } from '../../../core/notice/model.js';
import type { Note } from '../../../core/notice/note.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import type { Person } from '../../../core/people/model.js';
import { rosterOf } from '../../../core/people/roster.js';
import { addDays, type Day } from '../../../core/time/day.js';
import { aFinding, aTask, CENTRE, dueOn } from '../../support/make.js';
import { afterAct, aroundAt, calendar, messageOf, momentAt, morningOf, SECTION_LEADER, type Setting } from './morning.js';
import { noteScenes, outage } from './note-scenes.js';
import { at, type Scene, TODAY } from './scene.js';

const HALL = { measure: '增设“潮汐窗口”，高峰时段不少于 4 个', number: 31 } as const;
const MEASURES = [
  HALL.measure,
  '增设“综合窗口”',
  '推行“一件事一次办”，压减办事材料和环节',
  '重新规划窗口布局',
  '修订《窗口服务规范》并组织全员培训',
  '清理长期挂账的往来款项',
  '完善领导干部接访值班制度',
  '开展窗口作风专项整治',
  '建立群众诉求“接诉即办”台账',
] as const;

const hall = (facts: Partial<Task> = {}): Task => aTask({ id: 't31', ...HALL, ...dueOn('2026-12-20'), ...facts });
const many = (days: readonly number[], facts: (index: number) => Partial<Task> = () => ({})): readonly Task[] =>
  days.map((left, index) =>
    aTask({
      id: `t${31 + index}`,
      number: 31 + index,
      measure: MEASURES[index % MEASURES.length] ?? '',
      ...dueOn(addDays(TODAY, left)),
      ...facts(index),
    }),
  );
const reported = { percent: 60, lastProgressAt: at('10:20', '2026-11-18') } as const;

const morning: Setting = { day: TODAY };

function scene(name: string, message: MessageWords | null): readonly Scene[] {
  if (message === null) throw new Error(`nobody reads “${name}”`);
  return [{ name, to: 'person', message }];
}

/** What this person reads of an act on the whole day's case. */
const act = (
  name: string,
  reader: string,
  action: TaskAction,
  by: string,
  facts: { before?: Partial<Task>; after?: Partial<Task>; setting?: Partial<Setting> } = {},
) =>
  scene(
    name,
    afterAct(
      reader,
      { before: hall(facts.before), after: hall({ version: 2, ...facts.before, ...facts.after }), action, by },
      { ...morning, time: '15:30', ...facts.setting },
    ),
  );

/** A notice that no pure rule of the morning makes: as the action that makes it does. */
function told(
  name: string,
  reader: string,
  task: Task,
  kind: NoticeKind,
  posts: readonly RungPost[],
  facts: NoticeDraft['facts'],
  setting: Setting = morning,
): readonly Scene[] {
  const draft: NoticeDraft = {
    key: `${task.id}:${kind}:${reader}`,
    kind,
    recipient: { kind: 'person', id: reader },
    taskId: task.id,
    deadlineNumber: task.deadlineNumber,
    rung: `${kind}-1`,
    posts,
    vacant: null,
    notBefore: at('08:40'),
    unknown: 'once',
    facts,
    day: setting.day,
  };
  return scene(name, messageOf(reader, [task], [draft], setting));
}

const fresh = { status: 'handedOut', signedAt: null, supervisedFrom: TODAY } as const;
const submitted = {
  lastProgressAt: at('09:10'),
  status: 'submitted',
  percent: 100,
  submittedAt: at('09:12'),
  submittedBy: 'he',
  review: { steps: ['department'], at: 0, since: at('09:12'), asked: null },
} as const;

const ownerScenes = (): readonly Scene[] => [
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

const ticket: Ticket = {
  ratingId: 'r1',
  windowId: 'w1',
  ratedIds: ['zhou'],
  openedAt: at('16:10', '2026-11-27'),
  hasPhone: true,
  missedCalls: 0,
  calledBackAt: null,
  answer: '',
  answeredAt: null,
  objection: null,
};
const ticketFacts = { measure: '3 号窗口差评：态度不好，让我跑了三趟', ticket } as const;
function ticketTask(): Task {
  return hall({ ...ticketFacts, ...dueOn('2026-12-15'), supervisedFrom: TODAY });
}
const asking = { day: '2026-12-31', reason: '设备没有到货', askedAt: at('09:40', '2026-11-26'), askedBy: 'he' } as const;
const node = (day: Day) => ({ name: '方案印发', acceptance: '', day, reachedAt: null, reachedBy: null, acceptedAt: null });
const listed = (state: 'listed' | 'proposed' | 'ended') => ({ state, reason: '', by: 'song', at: at('15:30'), deadlineNumber: 1 }) as const;

const deciderScenes = (): readonly Scene[] => [
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

const late = many([-1, -3, -2], (index) => (index === 1 ? { ...reported, unitId: 'other', ownerId: 'zhou' } : {}));

const aboveScenes = (): readonly Scene[] => [
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

/** A house that lets groups name people, some of whom the platforms know. */
const NAMING = bookOf({ ...DEFAULT_POLICY, mentions: true });
const KNOWN_PEOPLE: readonly Person[] = CENTRE.people.map((person) =>
  person.id === 'he' ? { ...person, wecomUserId: 'HeJun', dingtalkUserId: '016422' } : person,
);
const namingMoment = () => ({ ...momentAt(morning), book: NAMING, roster: rosterOf(KNOWN_PEOPLE, CENTRE.units, CENTRE.posts) });

const groupScene = (
  name: string,
  group: string,
  tasks: readonly Task[],
  { again = false, notes = [] }: { again?: boolean; notes?: readonly Note[] } = {},
): readonly Scene[] => {
  const moment = momentAt({ ...morning, posts: [SECTION_LEADER] });
  return [{ name, to: 'group', message: groupMessage(group, groupCounts(tasks, moment), again, aroundAt(morning), notes) }];
};

const namingScene = (name: string, group: string, tasks: readonly Task[]): readonly Scene[] => {
  const finding = aFinding();
  const rows = tasks.map((task) => ({ task, finding }));
  return groupScene(name, group, tasks).map((plain) => ({ ...plain, message: namingDigest(plain.message, group, rows, namingMoment()) }));
};
const ofUnits = many([-4, -2, 0, 3, 7, -1], (index) => ({ unitId: index % 2 === 0 ? 'section' : 'other' }));

const groupScenes = (): readonly Scene[] => [
  ...groupScene('每天早上的汇总 → 巡察办群', 'office', [...ofUnits, hall({ ...submitted, id: 'x' }), hall({ id: 'y', extension: asking })]),
  ...groupScene(
    '每天早上的汇总 → 单位群',
    'unit:section',
    ofUnits.filter(({ unitId }) => unitId === 'section'),
  ),
  ...groupScene('逾期满 7 天 → 领导小组群', 'leadingGroup', many([-7, -9, -2])),
  ...groupScene('没有要说的 → 巡察办群', 'office', [hall(dueOn('2027-03-01'))]),
  ...groupScene('不知是否送到，再发 → 巡察办群', 'office', ofUnits, { again: true }),
  ...groupScene('汇总和系统通知一起 → 巡察办群', 'office', ofUnits, { notes: [outage()] }),
  ...namingScene(
    '允许点名的汇总 → 单位群',
    'unit:section',
    many([-4, 0, 3], (index) => ({ ownerId: index === 0 ? 'he' : 'zhou' })),
  ),
];

function weekScenes(): readonly Scene[] {
  const monday = '2026-11-30';
  const around = aroundAt({ day: monday });
  const finding = aFinding();
  const done = hall({ id: 'done', status: 'closed', percent: 100, closedAt: at('10:00', '2026-11-26') });
  const tasks = [
    ...many([-4, -2, 8, 9, 40], (index) => ({ unitId: index % 2 === 0 ? 'section' : 'other', listing: index === 0 ? listed('listed') : null })),
    done,
  ];
  const reportOf = (list: readonly Task[]) => {
    const seen = list.map((task) => ({ task, finding, light: lightOf(task, monday, around.book.base, calendar) }));
    const facts = {
      cells: seen.map(({ task, light }) => ({ ...traitsOf(task, light, monday, calendar), unitId: task.unitId, count: 1 })),
      inReview: list.filter(isInReview).length,
      pressing: seen.filter(({ task, light }) => isOpen(task) && ['red', 'yellow'].includes(light.light)),
      late: seen.filter(({ light }) => light.light === 'red'),
      listed: seen.filter(({ task }) => isListed(task)),
    };
    return weekReportOf(facts, { monday, at: at('09:10', monday), roster: around.roster });
  };
  const week = {
    report: reportOf(tasks),
    before: null,
    pictureUrl: `${around.publicUrl}/api/weeks/${monday}/picture?sign=x`,
    documentUrl: `${around.publicUrl}/api/weeks/${monday}/report?sign=x`,
  };
  return [
    { name: '督办周报 → 领导小组群', to: 'group', message: weeklyMessage(week, false, around) },
    { name: '督办周报，全部办结 → 领导小组群', to: 'group', message: weeklyMessage({ ...week, report: reportOf([done]) }, false, around) },
    { name: '督办周报图 → 领导小组群', to: 'group', message: weeklyPicture(week, Buffer.alloc(1), around) },
    {
      name: '督办周报文件 → 领导小组群',
      to: 'group',
      message: weeklyDocument(week, { name: '督办周报 2026年11月30日.docx', bytes: Buffer.alloc(1) }),
    },
  ];
}

const CLOCK: EmergencyClock = {
  number: 1,
  kind: 'hours',
  startedAt: at('14:20'),
  startedBy: 'fang',
  names: ['he'],
  cause: '大厅停电，群众滞留',
  respondedAt: null,
  endedAt: null,
  reason: '',
};

function clockScene(
  name: string,
  recipient: Recipient,
  tasks: readonly Task[],
  time: string,
  { sensitive = false, drafts, isNaming = false }: { sensitive?: boolean; drafts?: readonly NoticeDraft[]; isNaming?: boolean } = {},
): readonly Scene[] {
  const { roster } = momentAt(morning);
  const now = at(time);
  const told = (drafts ?? tasks.flatMap((task) => emergencyNotices(task, { now, roster }))).filter(
    (draft) => draft.recipient.kind === recipient.kind && draft.recipient.id === recipient.id,
  );
  const clocked = told.flatMap((draft) => {
    const task = tasks.find(({ id }) => id === draft.taskId);
    return task === undefined
      ? []
      : [{ notice: { ...draft, lane: '', state: 'waiting', unknowns: 0 } as OutboxNotice, task, finding: aFinding({ sensitive }) }];
  });
  const message = emergencyMessage(recipient, clocked, { roster, now, publicUrl: 'https://duban.test' }, []);
  return [
    {
      name,
      to: recipient.kind,
      message: recipient.kind === 'group' && isNaming ? namingClocks(message, recipient.id, clocked, namingMoment()) : message,
    },
  ];
}

function clockScenes(): readonly Scene[] {
  const { roster } = momentAt(morning);
  const task = hall({ emergency: CLOCK });
  const responded = hall({ version: 2, emergency: { ...CLOCK, respondedAt: at('14:50') } });
  const ended = hall({ version: 3, emergency: { ...CLOCK, respondedAt: at('14:50'), endedAt: at('16:00'), reason: '已恢复供电' } });
  const news = clockNews(task, responded, { rung: 'responded', by: { id: 'he', name: '何俊' }, said: '正在赶往现场' }, { now: at('14:50'), roster });
  const end = clockNews(responded, ended, { rung: 'ended', by: { id: 'fang', name: '方正' }, said: '已恢复供电' }, { now: at('16:00'), roster });
  const second = hall({ id: 't32', number: 32, measure: '增设“综合窗口”', emergency: { ...CLOCK, kind: 'days', cause: '' } });
  return [
    ...clockScene('绿色通道启动 → 点名的办理人', { kind: 'person', id: 'he' }, [task], '14:20'),
    ...clockScene('绿色通道过了一半 → 点名的办理人', { kind: 'person', id: 'he' }, [task], '14:50'),
    ...clockScene('响应超时 → 责任领导', { kind: 'person', id: 'chen' }, [task], '15:20'),
    ...clockScene('响应超时 2 小时 → 领导小组', { kind: 'person', id: 'song' }, [task], '17:20'),
    ...clockScene('两项绿色通道 → 点名的办理人', { kind: 'person', id: 'he' }, [task, second], '14:20'),
    ...clockScene('敏感的绿色通道 → 点名的办理人', { kind: 'person', id: 'he' }, [task], '14:20', { sensitive: true }),
    ...clockScene('绿色通道启动 → 单位群', { kind: 'group', id: 'unit:section' }, [task], '14:20'),
    ...clockScene('绿色通道启动，允许点名 → 单位群', { kind: 'group', id: 'unit:section' }, [task], '14:20', { isNaming: true }),
    ...clockScene('已响应 → 巡察办（启动的人）', { kind: 'person', id: 'fang' }, [responded], '14:50', { drafts: news }),
    ...clockScene('绿色通道结束 → 点名的办理人', { kind: 'person', id: 'he' }, [ended], '16:00', { drafts: end }),
  ];
}

export const allScenes = (): readonly Scene[] => [
  ...ownerScenes(),
  ...deciderScenes(),
  ...aboveScenes(),
  ...groupScenes(),
  ...weekScenes(),
  ...clockScenes(),
  ...noteScenes(),
];
