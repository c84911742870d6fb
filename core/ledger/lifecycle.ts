/**
 * The lifecycle of a task as one table: for each status and action who may, what is required and what
 * follows. `decide` is pure; `bot/actions/act` loads before it and writes after it.
 */
import { traceOf } from './action-trace.js';
import { ACTION_WORDS, notYours, STATUS_WORDS } from './action-words.js';
import { endedClock } from './clock.js';
import { ANSWERS, COMMANDS, ENDING, responded } from './clock-rules.js';
import { evidenceMissing, filedOf, setEvidence, wrongFiling } from './evidence.js';
import { DECIDING, MORE_TIME, NO_MORE_TIME } from './extension-rules.js';
import { heardAfter } from './heard.js';
import { HEARING } from './heard-rules.js';
import { monthOfReport } from '../notice/watches.js';
import type { Standing } from '../people/may-do.js';
import { Refusal } from '../refusal.js';
import { addWorkdays } from '../time/calendar.js';
import { dayOf } from '../time/day.js';
import type { Task, TaskAction, TaskActionKind, TaskStatus } from './model.js';
import { CHECKPOINTS, ticked, wrongTicks } from './milestones.js';
import { LISTING, UNLISTING } from './listing.js';
import { setTargets, wrongReadings } from './targets.js';
import { chainOf, nextStepOf, OPINIONS } from './review.js';
import type { Allowed, Circumstances, Decision, Rule } from './rule.js';
import { TICKET_ACTS, ticketLacks } from './ticket-rules.js';
import { urge } from './urge.js';

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
      remedy: '请看这项任务的最新情况。',
    });
  }
  const closed = rule.closed?.(task, circumstances) ?? null;
  if (closed !== null) throw new Refusal('action-not-possible', closed, { kind: 'conflict', remedy: '请看这项任务的最新情况。' });
  const { standing, personId } = circumstances;
  if (!rule.who(standing, task, personId)) throw notYours(action.kind);
  const missing = rule.missing?.(task, circumstances) ?? rule.wrong?.(task, action, circumstances) ?? null;
  if (missing !== null) throw new Refusal('action-incomplete', missing, { kind: 'invalid' });
  const { kind } = action;
  const follows = rule.follows(task, action, circumstances);
  const heard = heardAfter(task, follows.deadlineNumber ?? task.deadlineNumber, action, circumstances);
  const after: Task = { ...task, ...follows, heard, version: task.version + 1 };
  return { after, forId: actsFor(task, kind, circumstances) ? standing.forId : null, data: traceOf(task, after, action, circumstances) };
}

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
