/** The review chain 验收步骤: which step a submission stands at, what follows a pass, and the opinion of a third party 征求意见. Pure. */
import type { Policy } from '../notice/model.js';
import type { Rule } from './rule.js';
import type { Review, ReviewStep, Task, TaskAction } from './model.js';

/** In the order in which they follow each other. */
export const STEPS: readonly ReviewStep[] = ['unit', 'department', 'party', 'leadingGroup'];

export const STEP_WORDS: Readonly<Record<ReviewStep, string>> = {
  unit: '单位自查',
  department: '职能部门审核',
  party: '党组织审议',
  leadingGroup: '领导小组审定',
};

/** As an event, a notice or a policy names it; null: it is none. */
export const stepNamed = (value: unknown): ReviewStep | null => STEPS.find((step) => step === value) ?? null;

/** The step that decides now. What is not under review is looked at by the department first. */
export const stepOf = ({ review }: Pick<Task, 'review'>): ReviewStep => review?.steps[review.at] ?? 'department';

/** A citizen waits for the answer of a ticket: one step, whatever the policy says. */
export const chainOf = ({ ticket }: Pick<Task, 'ticket'>, { chain }: Pick<Policy, 'chain'>): readonly ReviewStep[] =>
  ticket === null ? chain : ['department'];

/** As it stands, or as it begins: an imported 已完成 is verified by the department, then goes up as everything else. */
export function reviewOf(task: Task, policy: Policy, now: Date): Review {
  if (task.review !== null) return task.review;
  const above = chainOf(task, policy).filter((step) => step === 'party' || step === 'leadingGroup');
  const steps: readonly ReviewStep[] = task.status === 'toVerify' ? ['department', ...above] : ['department'];
  return { steps, at: 0, since: task.submittedAt ?? now, asked: null };
}

/** The review at its next step; null after the last one. */
export function nextStepOf(task: Task, policy: Policy, now: Date): Review | null {
  const review = reviewOf(task, policy, now);
  return review.at + 1 >= review.steps.length ? null : { ...review, at: review.at + 1, since: now, asked: null };
}

/** The question to a third party that waits for an answer; null: none does. */
export const openQuestion = ({ review }: Pick<Task, 'review'>): Review['asked'] => (review?.asked?.answeredAt === null ? review.asked : null);

/** Whose opinion is waited for. */
export const isAskedOf = (task: Pick<Task, 'review'>, personId: string): boolean => openQuestion(task)?.to === personId;

const consult: Rule = {
  who: (standing) => standing.reviews,
  missing: (task) => (openQuestion(task) === null ? null : '已经在征求意见，请等答复；不等也可以直接审核。'),
  follows: (task, action, { now, personId, policy }) =>
    action.kind === 'consult'
      ? {
          review: {
            ...reviewOf(task, policy, now),
            asked: { by: personId, to: action.to, question: action.question, askedAt: now, opinion: '', answeredAt: null },
          },
        }
      : {},
};

const opine: Rule = {
  closed: (task) => (openQuestion(task) === null ? '这项任务没有在征求意见，或者已经有了答复。' : null),
  who: (_standing, task, personId) => isAskedOf(task, personId),
  follows: ({ review }, action, { now }) =>
    action.kind === 'opine' && review !== null && review.asked !== null
      ? { review: { ...review, asked: { ...review.asked, opinion: action.text, answeredAt: now } } }
      : {},
};

export const OPINIONS = { opine, consult } as const;

/** What the event keeps beside the action: at which step it was, and whether another follows. */
export function reviewTrace(before: Task, after: Task, kind: TaskAction['kind']): Readonly<Record<string, unknown>> {
  if (kind === 'pass') return { step: stepOf(before), ...(after.status === 'submitted' ? { next: stepOf(after) } : {}) };
  if (kind === 'return' || kind === 'consult') return { step: stepOf(before) };
  if (kind === 'opine') return { step: stepOf(before), asker: before.review?.asked?.by };
  return {};
}

/** What is wrong with a chain; null: nothing. */
export function wrongChain(chain: unknown): string | null {
  if (!Array.isArray(chain) || chain.length === 0) return '验收步骤至少要有一步。';
  if (chain.some((step) => stepNamed(step) === null)) return '验收步骤里有不认识的步骤。';
  const inOrder = STEPS.filter((step) => chain.includes(step));
  return inOrder.join() === chain.join() ? null : `验收步骤应依次为${inOrder.map((step) => STEP_WORDS[step]).join('、')}，每步一次。`;
}

export const chainWords = (chain: readonly ReviewStep[]): string => chain.map((step) => STEP_WORDS[step]).join(' → ');
