/**
 * The lifecycle of a task as one table: for each status and action who may, what is required and what
 * follows. `decide` is pure; `bot/actions/act` loads before it and writes after it.
 */
import { endedClock, isAnswered } from './clock.js';
import { ANSWERS, COMMANDS, ENDING, resolveWords, responded } from './clock-rules.js';
import { evidenceMissing, filedOf, needsWords, setEvidence, wrongFiling } from './evidence.js';
import { DECIDING, extensionTrace, MORE_TIME, NO_MORE_TIME } from './extension-rules.js';
import { heardAfter } from './heard.js';
import { HEARING } from './heard-rules.js';
import type { Policy } from '../notice/model.js';
import { monthOfReport } from '../notice/watches.js';
import type { Standing } from '../people/may-do.js';
import { Refusal } from '../refusal.js';
import { addWorkdays, type Calendar } from '../time/calendar.js';
import { dayOf } from '../time/day.js';
import type { EvidencePiece, Task, TaskAction, TaskActionKind, TaskStatus } from './model.js';
import { CHECKPOINTS, milestonesWords, ticked, wrongTicks } from './milestones.js';
import { LISTING, UNLISTING } from './listing.js';
import { setTargets, targetsWords, wrongReadings } from './targets.js';
import { chainOf, nextStepOf, OPINIONS, reviewTrace } from './review.js';
import { TICKET_ACTS, ticketLacks } from './ticket-rules.js';
import { urge } from './urge.js';

/** What a decision may look at beside the task. `now` is world time. */
export interface Circumstances {
  readonly standing: Standing;
  readonly personId: string;
  readonly now: Date;
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** Pieces attached to reports so far. */
  readonly evidence: readonly EvidencePiece[];
  /** Pieces that come with this very action; absent: none do. */
  readonly bringing?: readonly EvidencePiece[] | undefined;
  /** How many reports there are, imported ones included. */
  readonly reports: number;
  /** Came back and has had no report since; null: nothing waits for an answer. */
  readonly unanswered: 'return' | 'reopen' | null;
  /** This person urged the owner today already. */
  readonly urgedToday: boolean;
  /** How often this person asked for more time today; absent: not yet. */
  readonly asksToday?: number;
  /** The percentage of the last report; absent: there was none. What a submission and a closing put in its place goes back to it. */
  readonly filed?: number | undefined;
}

export interface Rule {
  /** Why nobody may do it now, whatever the status; null: open. What is closed is not offered. */
  readonly closed?: (task: Task, circumstances: Circumstances) => string | null;
  /** Which standing opens the action. */
  readonly who: (standing: Standing, task: Task, personId: string) => boolean;
  /** Null when nothing is missing, else what is, as a sentence. */
  readonly missing?: (task: Task, circumstances: Circumstances) => string | null;
  /** Null when what the action itself says will do, else what is wrong with it, as a sentence. */
  readonly wrong?: (task: Task, action: TaskAction, circumstances: Circumstances) => string | null;
  readonly follows: (task: Task, action: TaskAction, circumstances: Circumstances) => Partial<Task>;
}

export interface Allowed {
  readonly kind: TaskActionKind;
  readonly missing: string | null;
}

export interface Decision {
  readonly after: Task;
  readonly forId: string | null;
  /** What the event keeps of the action. */
  readonly data: Readonly<Record<string, unknown>>;
}

const reporter = (standing: Standing) => standing.reports;
const reviewer = (standing: Standing) => standing.reviews;
const office = (standing: Standing) => standing.office;

/** What was sent back is not asked for again as it was: whoever decides would read the same once more. */
const CAME_BACK: Readonly<Record<NonNullable<Circumstances['unanswered']>, string>> = {
  return: '退回后还没有新的进展。请先补充进展，再申请验收。',
  reopen: '重新整改后还没有新的进展。请先补充进展，再申请验收。',
};

function missingForSubmission(task: Task, { evidence, reports, unanswered }: Circumstances): string | null {
  if (unanswered !== null) return CAME_BACK[unanswered];
  if (task.ticket !== null) return ticketLacks(task);
  const missing = [...(reports === 0 ? ['还没有填报进展'] : []), ...evidenceMissing(task.evidenceNeeds, filedOf(evidence))];
  return missing.length === 0 ? null : `申请验收前${missing.join('，')}。请先报进展并补充。`;
}

const sign: Rule = {
  who: reporter,
  follows: (_task, _action, { now }) => ({ status: 'inProgress', signedAt: now }),
};

const progress: Rule = {
  who: reporter,
  missing: (task) => (task.supervisedFrom === null ? '这项任务还没有开始督办。' : null),
  wrong: (task, action, { bringing = [] }) =>
    wrongFiling(task.evidenceNeeds, bringing) ??
    (action.kind === 'progress' ? (wrongTicks(task, action.reached) ?? wrongReadings(task.targets, action.readings)) : null),
  follows: (task, action, { now, policy, calendar, evidence, personId, bringing = [] }) => ({
    ...(action.kind === 'progress' ? ticked(task, action.reached, now, personId) : {}),
    percent: action.kind === 'progress' ? action.percent : task.percent,
    evidence: filedOf([...evidence, ...bringing]),
    lastProgressAt: now,
    reportedFor: monthOfReport(task, policy, calendar, dayOf(now)),
    // Whoever reports has plainly received the task: no separate tap for signing.
    ...(task.status === 'handedOut' ? { status: 'inProgress' as const, signedAt: now } : {}),
    // Nor one for responding: whoever may report may respond, and a report is an answer.
    ...responded(task, now),
  }),
};

const submit: Rule = {
  who: (standing, task) => standing.reports && task.due.kind !== 'standing',
  missing: missingForSubmission,
  follows: (task, _action, { now, personId, policy }) => ({
    status: 'submitted',
    submittedAt: now,
    submittedBy: personId,
    review: { steps: chainOf(task, policy), at: 0, since: now, asked: null },
    percent: 100,
    ...NO_MORE_TIME,
  }),
};

const withdraw: Rule = {
  who: (standing, task, personId) => standing.reports && task.submittedBy === personId,
  // The due day's ladder goes on where it was: nobody is told twice because somebody withdrew.
  follows: (task, _action, { filed }) => ({
    status: 'inProgress',
    percent: filed ?? task.percent,
    submittedAt: null,
    submittedBy: null,
    review: null,
  }),
};

const pass: Rule = {
  who: reviewer,
  follows: (task, _action, { now, policy }) => {
    const review = nextStepOf(task, policy, now);
    if (review !== null) return { status: 'submitted', review };
    const emergency = endedClock(task.emergency, now, '任务已销号');
    return { status: 'closed', closedAt: now, percent: 100, amendBy: null, review: null, emergency };
  },
};

const sendBack: Rule = {
  who: reviewer,
  follows: (task, _action, { now, policy, calendar, filed }) => ({
    status: 'inProgress',
    percent: filed ?? task.percent,
    returnedCount: task.returnedCount + 1,
    amendBy: addWorkdays(calendar, dayOf(now), policy.workdaysFor.amend),
    deadlineNumber: task.deadlineNumber + 1,
    submittedAt: null,
    submittedBy: null,
    review: null,
    signedAt: task.signedAt ?? now,
  }),
};

const reopen: Rule = {
  closed: ({ ticket }) => (ticket?.objection?.outcome === 'upheld' ? '申诉已成立，这件差评不再整改。' : null),
  who: office,
  follows: (task, _action, { now, policy, calendar, filed }) => ({
    status: 'inProgress',
    percent: filed ?? task.percent,
    closedAt: null,
    // The due day is long past as a rule: time is given as after a return, before anybody is told that it is late.
    amendBy: task.due.kind === 'standing' ? null : addWorkdays(calendar, dayOf(now), policy.workdaysFor.amend),
    submittedAt: null,
    submittedBy: null,
    deadlineNumber: task.deadlineNumber + 1,
  }),
};

const settle: Rule = {
  who: (standing, task) => (standing.reviews || (standing.office && !standing.reports)) && task.due.kind === 'standing',
  follows: (task, _action, { now }) => ({
    status: 'routine',
    closedAt: now,
    emergency: endedClock(task.emergency, now, '任务已转入常态化'),
    ...NO_MORE_TIME,
  }),
};

/** Open to whoever it concerns from the handing out until the submission. */
const WHILE_OPEN = {
  ...{ ...HEARING, ...MORE_TIME, ...DECIDING, settle, urge, setEvidence },
  ...{ ...CHECKPOINTS, setTargets, ...LISTING, ...COMMANDS },
} as const;

/** Status × action. What is not here is refused. The order of a row is the order of the buttons. */
export const LIFECYCLE: Readonly<Record<TaskStatus, Partial<Record<TaskActionKind, Rule>>>> = {
  handedOut: { ...ANSWERS, ...TICKET_ACTS, progress, sign, ...WHILE_OPEN },
  inProgress: { ...ANSWERS, ...TICKET_ACTS, progress, submit, ...WHILE_OPEN },
  submitted: { ...ANSWERS, pass, return: sendBack, ...OPINIONS, withdraw, ...UNLISTING, ...ENDING },
  toVerify: { ...ANSWERS, pass, return: sendBack, ...OPINIONS, progress, ...UNLISTING, ...ENDING },
  closed: { reopen },
  routine: { reopen },
};

const rulesOf = (task: Task): readonly (readonly [TaskActionKind, Rule])[] =>
  Object.entries(LIFECYCLE[task.status]) as unknown as readonly (readonly [TaskActionKind, Rule])[];

/** The actions this person may take now; an action that lacks something is there with what it lacks. */
export function allowedActions(task: Task, circumstances: Circumstances): readonly Allowed[] {
  const allowed = rulesOf(task)
    .filter(([, rule]) => (rule.closed?.(task, circumstances) ?? null) === null && rule.who(circumstances.standing, task, circumstances.personId))
    .map(([kind, rule]) => ({ kind, missing: rule.missing?.(task, circumstances) ?? null }));
  return task.supervisedFrom === null ? [] : allowed;
}

/** Decides one action. Throws a Refusal: `action-not-possible`, `action-not-yours` or `action-incomplete`. */
export function decide(task: Task, action: TaskAction, circumstances: Circumstances): Decision {
  const rule = LIFECYCLE[task.status][action.kind];
  if (rule === undefined || task.supervisedFrom === null) {
    throw new Refusal('action-not-possible', `这项任务现在是“${STATUS_WORDS[task.status]}”，不能${ACTION_WORDS[action.kind]}。`, {
      kind: 'conflict',
      remedy: '请刷新后查看最新情况。',
    });
  }
  const closed = rule.closed?.(task, circumstances) ?? null;
  if (closed !== null) throw new Refusal('action-not-possible', closed, { kind: 'conflict', remedy: '请刷新后查看最新情况。' });
  const { standing, personId } = circumstances;
  if (!rule.who(standing, task, personId)) throw notYours(action.kind);
  const missing = rule.missing?.(task, circumstances) ?? rule.wrong?.(task, action, circumstances) ?? null;
  if (missing !== null) throw new Refusal('action-incomplete', missing, { kind: 'invalid' });
  const { kind, ...data } = action;
  const follows = rule.follows(task, action, circumstances);
  const heard = heardAfter(task, follows.deadlineNumber ?? task.deadlineNumber, action, circumstances);
  const after: Task = { ...task, ...follows, heard, version: task.version + 1 };
  const kept = {
    ...data,
    ...(kind === 'progress' ? filesIn(circumstances.bringing) : {}),
    ...(kind === 'progress' && after.reportedFor !== null ? { reportedFor: after.reportedFor } : {}),
    ...(kind === 'progress' && isAnswered(task, after) ? { responded: true } : {}),
    ...setTrace(after, kind),
    ...(kind === 'resolve' ? { clock: task.emergency?.kind } : {}),
    ...extensionTrace(task, after, kind),
    ...reviewTrace(task, after, kind),
    ...(kind === 'snooze' ? { count: heard.snoozes } : {}),
  };
  return { after, forId: actsFor(task, kind, circumstances) ? standing.forId : null, data: kept };
}

/** A list that somebody set, as the history tells it. */
const SET_WORDS: Partial<Record<TaskActionKind, (after: Task) => string>> = {
  setMilestones: ({ milestones }) => milestonesWords(milestones),
  setTargets: ({ targets }) => targetsWords(targets),
  setEvidence: ({ evidenceNeeds }) => needsWords(evidenceNeeds),
};

function setTrace(after: Task, kind: TaskActionKind): Readonly<Record<string, unknown>> {
  const words = SET_WORDS[kind]?.(after);
  return words === undefined ? {} : { words };
}

/** Which of the pieces are files: a photo tells so by being none. */
const filesIn = (bringing: Circumstances['bringing'] = []): Readonly<Record<string, unknown>> => {
  const fileIds = bringing.filter((piece) => piece.kind === 'file').map(({ id }) => id);
  return fileIds.length === 0 ? {} : { fileIds };
};

const FOR_THE_OWNER: readonly TaskActionKind[] = [
  'sign',
  'progress',
  'submit',
  'respond',
  'resolve',
  'askExtension',
  'withdrawExtension',
  'acknowledge',
  'snooze',
  'callBack',
  'answer',
];

/** A liaison acts for the owner, unless they were named themselves. */
const actsFor = ({ emergency }: Task, kind: TaskActionKind, { personId }: Circumstances): boolean =>
  FOR_THE_OWNER.includes(kind) && !((kind === 'respond' || kind === 'resolve') && emergency?.names.includes(personId) === true);

const notYours = (kind: TaskActionKind): Refusal =>
  kind === 'pass' || kind === 'return' || kind === 'upholdObjection' || kind === 'dismissObjection'
    ? new Refusal('action-not-yours', '这项任务不由您审核。本人负责或提交的任务须由他人审核。', { kind: 'forbidden' })
    : kind === 'grantExtension' || kind === 'refuseExtension'
      ? new Refusal('action-not-yours', '延期由巡察办决定，本人负责或申请的任务须由他人决定。', { kind: 'forbidden' })
      : new Refusal('action-not-yours', `您不能对这项任务${ACTION_WORDS[kind]}。`, { kind: 'forbidden', remedy: '如需办理，请联系责任人或巡察办。' });

export const STATUS_WORDS: Readonly<Record<TaskStatus, string>> = {
  handedOut: '待签收',
  inProgress: '整改中',
  submitted: '待审核',
  toVerify: '待核验',
  closed: '已销号',
  routine: '已转入常态化',
};

/** What a button says. */
export const ACTION_WORDS: Readonly<Record<TaskActionKind, string>> = {
  sign: '签收',
  progress: '报进展',
  submit: '申请验收',
  withdraw: '撤回申请',
  pass: '通过并销号',
  return: '退回修改',
  consult: '征求意见',
  opine: '提出意见',
  reopen: '重新整改',
  settle: '转入常态化',
  urge: '催办',
  setEvidence: '设置佐证清单',
  setTargets: '设置量化指标',
  proposeListing: '建议挂牌督办',
  list: '挂牌督办',
  declineListing: '暂不挂牌',
  unlist: '摘牌',
  setMilestones: '设置阶段节点',
  acceptMilestone: '节点验收通过',
  returnMilestone: '节点退回',
  startClock: '启动绿色通道',
  respond: '我已响应',
  resolve: '报方案',
  endClock: '结束绿色通道',
  askExtension: '申请延期',
  withdrawExtension: '撤回延期申请',
  grantExtension: '同意延期',
  refuseExtension: '不同意延期',
  acknowledge: '已知悉',
  snooze: '稍后提醒',
  callBack: '登记回访',
  answer: '答复评价人',
  object: '申诉',
  upholdObjection: '申诉成立',
  dismissObjection: '申诉不成立',
};

/** As `ACTION_WORDS`, for this task: what ends a clock is a plan or a disposal, and a pass closes only at the last step. */
export function actionWords(task: Task, kind: TaskActionKind, { policy, now }: Pick<Circumstances, 'policy' | 'now'>): string {
  if (kind === 'resolve') return resolveWords(task);
  return kind === 'pass' && nextStepOf(task, policy, now) !== null ? '通过，转下一步' : ACTION_WORDS[kind];
}
