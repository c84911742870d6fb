/** What a screen shows of the way through the review chain, and whom a reviewer may ask for an opinion. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { withoutDirection } from '../../core/ledger/typed-text.js';
import type { DubanEvent, ReviewStep, Task } from '../../core/ledger/model.js';
import { chainOf, reviewOf, STEP_WORDS, stepNamed, stepOf } from '../../core/ledger/review.js';
import { isDone, isInReview } from '../../core/ledger/status.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { reviewBy } from '../../core/notice/watches.js';
import { firstNames } from '../../core/people/first-names.js';
import type { Person } from '../../core/people/model.js';
import { ownersOf, reviewersOf } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import { dayWithWeekday, instantWords } from '../../core/time/day.js';
import { actorWords } from './history-words.js';
import type { Desk } from './task-card.js';

type Box = NonNullable<TaskDetail['review']>;
type Step = Box['steps'][number];

const MOST_NAMES = 3;
const namesOf = (people: readonly Person[]): string =>
  people.length === 0
    ? '还没有配置'
    : firstNames(
        people.map(({ name }) => name),
        MOST_NAMES,
      );

/** The department where the event names none: there was one step only when it was written. */
const stepIn = ({ data }: DubanEvent): ReviewStep => stepNamed(data['step']) ?? 'department';

const said = (value: unknown): string => (typeof value === 'string' ? withoutDirection(value) : '');

const doneStep = (event: DubanEvent, { roster, today }: Desk): Step => ({
  words: STEP_WORDS[stepIn(event)],
  state: 'done',
  whoWords: actorWords(event, roster),
  whenWords: `${instantWords(event.at, today)} 通过`,
  opinion: said(event.data['opinion']),
});

/** What was decided since the task was last submitted or came back: an earlier round stands in the history. */
function ofThisRound(events: readonly DubanEvent[]): readonly DubanEvent[] {
  const from = events.findLastIndex(({ action }) => action === 'submit' || action === 'return' || action === 'reopen' || action === 'withdraw');
  return events.slice(from + 1);
}

function comingSteps(task: Task, desk: Desk): readonly Step[] {
  const policy = policyFor(desk.book, task, desk.roster);
  if (!isInReview(task)) {
    return chainOf(task, policy).map((step) => ({
      words: STEP_WORDS[step],
      state: 'later',
      whoWords: namesOf(reviewersOf(task, desk.roster, step)),
      whenWords: '',
      opinion: '',
    }));
  }
  const { steps, at } = reviewOf(task, policy, desk.now);
  const by = reviewBy(task, policy, desk.calendar);
  return steps.slice(at).map((step, index) => ({
    words: STEP_WORDS[step],
    state: index === 0 ? 'now' : 'later',
    whoWords: namesOf(reviewersOf(task, desk.roster, step)),
    whenWords: index === 0 && by !== null ? `${dayWithWeekday(by, desk.today)}前审核` : '',
    opinion: '',
  }));
}

function opinionsIn(events: readonly DubanEvent[], { roster, today }: Desk): Box['opinions'] {
  const at = (event: DubanEvent): string => `${instantWords(event.at, today)} ${actorWords(event, roster)}`;
  return events.flatMap((event, index) => {
    if (event.action !== 'consult') return [];
    const next = events.slice(index + 1).find(({ action }) => action === 'consult' || action === 'opine');
    const to = roster.person(said(event.data['to']))?.name ?? '';
    return [
      {
        askedWords: `${at(event)}征求${to}的意见：${said(event.data['question'])}`,
        answerWords: next?.action === 'opine' ? `${at(next)}：${said(next.data['text'])}` : null,
      },
    ];
  });
}

export function reviewBox(task: Task, events: readonly DubanEvent[], desk: Desk): TaskDetail['review'] {
  const since = ofThisRound(events);
  const done = since.filter(({ action }) => action === 'pass').map((event) => doneStep(event, desk));
  const steps = [...done, ...(isDone(task) ? [] : comingSteps(task, desk))];
  const opinions = opinionsIn(since, desk);
  const isShown = isInReview(task) || done.length > 0 || steps.length > 1;
  return isShown && task.due.kind !== 'standing' ? { steps: [...steps], opinions } : null;
}

/** `2/3 党组织审议`; null where there is one step only. */
export function stepWords(task: Task, desk: Pick<Desk, 'book' | 'roster' | 'now'>): string | null {
  if (!isInReview(task)) return null;
  const { steps, at } = reviewOf(task, policyFor(desk.book, task, desk.roster), desk.now);
  return steps.length < 2 ? null : `${at + 1}/${steps.length} ${STEP_WORDS[stepOf(task)]}`;
}

/** More than these are found by typing a name; beyond that a list is no choice on a phone. */
const MOST_CONSULTABLE = 300;

/** Anybody but whose work it is, whoever asks, and who decides anyway; those who hold a post first. */
const consultablePeople = (task: Task, { roster, viewer }: Pick<Desk, 'roster' | 'viewer'>): readonly Person[] => {
  const out = new Set([...ownersOf(task), task.submittedBy, viewer.person.id, ...(task.ticket?.ratedIds ?? [])]);
  // A liaison reports for the owner: no third party either.
  const reportsFor = (id: string) =>
    roster.postsOf(id).some(({ kind, unitId }) => kind === 'liaison' && unitId !== null && roster.above(task.unitId).includes(unitId));
  const people = roster.people.filter(({ id, active }) => active && !out.has(id) && !reportsFor(id));
  const rank = ({ id }: Person) => (roster.postsOf(id).length > 0 ? 0 : 1);
  return [...people].sort((a, b) => rank(a) - rank(b));
};

export const consultableOf = (task: Task, desk: Desk): TaskDetail['consultable'] =>
  consultablePeople(task, desk)
    .slice(0, MOST_CONSULTABLE)
    .map(({ id, name, unitId }) => ({ id, name, unitName: desk.roster.unit(unitId)?.name ?? null }));

/** Throws Refusal `not-consultable`. */
export function demandConsultable(task: Task, to: string, desk: Pick<Desk, 'roster' | 'viewer'>): void {
  if (consultablePeople(task, desk).some(({ id }) => id === to)) return;
  throw new Refusal('not-consultable', '不能向这位同志征求意见：是这项任务的责任人或联络员、您本人，或者已经停用。', { remedy: '请另选一位。' });
}
