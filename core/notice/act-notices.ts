/** What an act tells whom, in its own transaction: reviewers of a submission, owners of a return, and so on. Pure. */
import type { Task, TaskAction } from '../ledger/model.js';
import { stepOf } from '../ledger/review.js';
import type { Person } from '../people/model.js';
import { ownersOf, type Roster } from '../people/roster.js';
import { dayOf } from '../time/day.js';
import { type Moment, noticesOf } from './due-notices.js';
import type { NoticeDraft, NoticeKind, RungPost } from './model.js';
import { noticeKey } from './notice-key.js';
import { nextSpeakingTime } from './quiet-hours.js';
import { type Reached, recipientsOf } from './recipients.js';

export interface ActToTell extends Moment {
  readonly before: Task;
  readonly after: Task;
  readonly action: TaskAction;
  readonly actor: Person;
  /** Why it last came back, of a submission that answers it; null where it never did. */
  readonly cameBack: { readonly by: 'return' | 'reopen'; readonly reason: string } | null;
}

const TOLD: Readonly<Partial<Record<TaskAction['kind'], { readonly kind: NoticeKind; readonly to: readonly RungPost[] }>>> = {
  submit: { kind: 'submitted', to: ['reviewer'] },
  return: { kind: 'returned', to: ['owner'] },
  returnMilestone: { kind: 'milestoneReturned', to: ['owner'] },
  proposeListing: { kind: 'listingProposed', to: ['leadingGroup', 'office'] },
  list: { kind: 'listed', to: ['owner', 'leader', 'principal'] },
  unlist: { kind: 'unlisted', to: ['owner', 'leader', 'principal'] },
  consult: { kind: 'consulted', to: [] },
  opine: { kind: 'opined', to: ['reviewer'] },
  pass: { kind: 'passed', to: ['owner', 'leader'] },
  reopen: { kind: 'reopened', to: ['owner', 'leader'] },
  urge: { kind: 'urged', to: ['owner'] },
  askExtension: { kind: 'extensionAsked', to: ['office'] },
  grantExtension: { kind: 'extensionGranted', to: ['owner', 'leader'] },
  refuseExtension: { kind: 'extensionRefused', to: ['owner', 'leader'] },
  object: { kind: 'objected', to: ['reviewer'] },
  upholdObjection: { kind: 'passed', to: ['owner', 'leader'] },
  dismissObjection: { kind: 'objectionDismissed', to: ['owner', 'leader'] },
};

function saidBy(action: TaskAction): string {
  switch (action.kind) {
    case 'return':
    case 'reopen':
    case 'returnMilestone':
    case 'proposeListing':
    case 'list':
    case 'unlist':
    case 'askExtension':
    case 'refuseExtension':
    case 'object':
    case 'dismissObjection':
      return action.reason;
    case 'pass':
    case 'upholdObjection':
    case 'grantExtension':
      return action.opinion;
    case 'consult':
      return action.question;
    case 'submit':
    case 'opine':
    case 'urge':
      return action.text;
    default:
      return '';
  }
}

/** A report tells nobody, unless it ticks off a milestone; a pass at an earlier step is the next one's submission. */
function toldOf(action: TaskAction, after: Task): (typeof TOLD)[TaskAction['kind']] {
  if (action.kind === 'progress' && (action.reached?.length ?? 0) > 0) return { kind: 'milestoneReached', to: ['reviewer'] };
  return action.kind === 'pass' && after.status === 'submitted' ? TOLD.submit : TOLD[action.kind];
}

/** Which milestones it is about, by name. */
const milestoneFacts = (action: TaskAction): NoticeDraft['facts'] => {
  if (action.kind === 'progress') return { milestone: (action.reached ?? []).join('、') };
  return action.kind === 'returnMilestone' ? { milestone: action.name } : {};
};

/** What a reviewer reads of the time before: that it came back, and what was asked for then. */
const askedBefore = (cameBack: ActToTell['cameBack']): NoticeDraft['facts'] =>
  cameBack === null ? {} : { cameBack: cameBack.by, asked: cameBack.reason };

/** One urging a day of each person, whatever else happened to the task; of the other acts each. */
const rungOf = (kind: NoticeKind, after: Task, actor: Person, now: Date): string =>
  kind === 'urged' ? `${kind}-${dayOf(now)}-${actor.id}` : `${kind}-${after.version}`;
const decidesOnTime = ({ kind }: TaskAction): boolean => kind === 'grantExtension' || kind === 'refuseExtension';

/** Whoever asked for more time hears the answer, though they be neither owner nor leader. */
function askerOf(before: Task, action: TaskAction, after: Task, roster: Roster): readonly Reached[] {
  const asker = roster.person(before.extension?.askedBy ?? null);
  const isTold = asker === null || !asker.active || recipientsOf(after, ['owner', 'leader'], roster).some(({ personId }) => personId === asker.id);
  return decidesOnTime(action) && !isTold ? [{ personId: asker.id, posts: ['owner'], vacant: null }] : [];
}

/** A third party is told as a person: they hold no post here. */
const consultedBy = (action: TaskAction): readonly Reached[] => (action.kind === 'consult' ? [{ personId: action.to, posts: [], vacant: null }] : []);

/** What the words of a decision need to know of the request and of the time before. */
const askedFacts = ({ extension, due }: Task, action: TaskAction): NoticeDraft['facts'] =>
  extension === null || due.kind === 'standing' || !decidesOnTime(action) ? {} : { asker: extension.askedBy, asked: extension.day, was: due.day };

/**
 * The version stands in the key, so that a second return is told as the first was. Whoever acted is not told of it. A
 * ladder that starts anew goes along with what started it: one message, not a reminder on its heels.
 */
export function noticesOfAct({ before, after, action, actor, cameBack, ...moment }: ActToTell): readonly NoticeDraft[] {
  const told = toldOf(action, after);
  if (told === undefined) return [];
  const { roster, book, calendar, now } = moment;
  const rung = rungOf(told.kind, after, actor, now);
  const drafts = [...recipientsOf(after, told.to, roster), ...askerOf(before, action, after, roster), ...consultedBy(action)]
    .filter(({ personId }) => personId !== actor.id && (action.kind !== 'askExtension' || !ownersOf(after).includes(personId)))
    .map(({ personId, posts, vacant }): NoticeDraft => {
      const recipient = { kind: 'person', id: personId } as const;
      return {
        key: noticeKey(after.id, String(after.deadlineNumber), rung, recipient),
        kind: told.kind,
        recipient,
        taskId: after.id,
        deadlineNumber: after.deadlineNumber,
        rung,
        posts,
        vacant,
        notBefore: nextSpeakingTime(book.base, calendar, now),
        unknown: 'once',
        facts: {
          by: actor.name,
          said: saidBy(action),
          ...(action.kind === 'submit' ? askedBefore(cameBack) : {}),
          ...askedFacts(before, action),
          ...milestoneFacts(action),
          ...(action.kind === 'pass' && told === TOLD.submit ? { passed: stepOf(before) } : {}),
        },
        day: dayOf(now),
      };
    });
  if (after.deadlineNumber === before.deadlineNumber) return drafts;
  const hears = new Set(drafts.map((draft) => draft.recipient.id));
  return [...drafts, ...noticesOf(after, moment).filter(({ recipient }) => recipient.kind === 'person' && hears.has(recipient.id))];
}
