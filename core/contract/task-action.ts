/** The actions on a task. */
import { z } from 'zod';
import { oneLine } from '../chat/cut.js';
import { MOST_NEEDS, MOST_NEED_WORDS, MOST_PIECES } from '../ledger/evidence.js';
import { MOST_ACCEPTANCE_WORDS, MOST_MILESTONE_WORDS, MOST_MILESTONES } from '../ledger/milestones.js';
import { MOST_TARGET_WORDS, MOST_TARGETS } from '../ledger/targets.js';
import { ClockKind, EvidenceKind } from './task.js';
import { TaskDetail } from './task-detail.js';

const Text = z.string().trim().max(10_000);
/** What is named inside our own sentences: one line, and something to be seen in it. */
const Name = (most: number) =>
  z
    .string()
    .overwrite(oneLine)
    .regex(/[\p{L}\p{N}\p{P}\p{S}]/u)
    .max(most);
const Reason = z.string().trim().min(1).max(2_000);
const Day = z.iso.date();

/** What a person writes as a figure. */
const Figure = z.number().min(-1e9).max(1e9);

export const TaskAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sign') }),
  z.strictObject({
    kind: z.literal('progress'),
    text: Text,
    percent: z.number().int().min(0).max(100),
    evidenceIds: z.array(z.string().max(64)).max(9),
    /** Those of `evidenceIds` that show the state before 整改前. */
    beforeIds: z.array(z.string().max(64)).max(9).optional(),
    /** What was measured of its targets, by name. */
    readings: z
      .array(z.strictObject({ target: z.string().max(100), value: Figure }))
      .max(MOST_TARGETS)
      .optional(),
    /** Milestones that are reached with it, by name. */
    reached: z.array(z.string().max(100)).max(MOST_MILESTONES).optional(),
    /** Which of `evidenceIds` stand for which item of the evidence list, by its words. */
    filed: z
      .array(z.strictObject({ id: z.string().max(64), need: z.string().max(100) }))
      .max(9)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('submit'), text: Text }),
  z.strictObject({ kind: z.literal('withdraw') }),
  z.strictObject({ kind: z.literal('pass'), opinion: Text }),
  z.strictObject({ kind: z.literal('return'), reason: Reason }),
  /** `to`: of `consultable`. */
  z.strictObject({ kind: z.literal('consult'), to: z.string().max(64), question: Reason }),
  z.strictObject({ kind: z.literal('opine'), text: Reason }),
  z.strictObject({ kind: z.literal('reopen'), reason: Reason }),
  z.strictObject({ kind: z.literal('settle'), reason: Reason }),
  z.strictObject({
    kind: z.literal('setEvidence'),
    /** Empty: nothing is needed. */
    needs: z
      .array(
        z.strictObject({
          words: Name(MOST_NEED_WORDS),
          kind: EvidenceKind,
          count: z.number().int().min(1).max(MOST_PIECES),
        }),
      )
      .max(MOST_NEEDS),
  }),
  z.strictObject({
    kind: z.literal('setMilestones'),
    milestones: z
      .array(
        z.strictObject({
          name: Name(MOST_MILESTONE_WORDS),
          acceptance: z.string().overwrite(oneLine).max(MOST_ACCEPTANCE_WORDS),
          day: Day,
        }),
      )
      .max(MOST_MILESTONES),
  }),
  z.strictObject({
    kind: z.literal('setTargets'),
    targets: z
      .array(
        z.strictObject({
          name: Name(MOST_TARGET_WORDS),
          unit: z.string().overwrite(oneLine).max(10),
          baseline: Figure,
          goal: Figure,
        }),
      )
      .max(MOST_TARGETS),
  }),
  z.strictObject({ kind: z.literal('proposeListing'), reason: Reason }),
  z.strictObject({ kind: z.literal('list'), reason: Reason }),
  z.strictObject({ kind: z.literal('declineListing'), reason: Reason }),
  z.strictObject({ kind: z.literal('unlist'), reason: Reason }),
  z.strictObject({ kind: z.literal('acceptMilestone'), name: z.string().max(100), opinion: Text }),
  z.strictObject({ kind: z.literal('returnMilestone'), name: z.string().max(100), reason: Reason }),
  z.strictObject({ kind: z.literal('urge'), text: z.string().trim().max(200) }),
  z.strictObject({
    kind: z.literal('startClock'),
    clock: ClockKind,
    /** Persons who are to act, of `namable`. */
    names: z.array(z.string().max(64)).min(1).max(20),
    cause: z.string().trim().max(200),
  }),
  z.strictObject({ kind: z.literal('respond') }),
  z.strictObject({ kind: z.literal('resolve'), text: Reason }),
  z.strictObject({ kind: z.literal('endClock'), reason: Reason }),
  z.strictObject({ kind: z.literal('askExtension'), day: Day, reason: Reason }),
  z.strictObject({ kind: z.literal('withdrawExtension') }),
  z.strictObject({ kind: z.literal('grantExtension'), day: Day.optional(), opinion: Text }),
  z.strictObject({ kind: z.literal('refuseExtension'), reason: Reason }),
  z.strictObject({ kind: z.literal('acknowledge') }),
  z.strictObject({ kind: z.literal('snooze'), until: Day }),
  z.strictObject({ kind: z.literal('callBack'), reached: z.boolean(), text: z.string().trim().max(500) }),
  z.strictObject({ kind: z.literal('answer'), text: Reason }),
  z.strictObject({ kind: z.literal('object'), reason: Reason, evidenceIds: z.array(z.string().max(64)).max(9) }),
  z.strictObject({ kind: z.literal('upholdObjection'), opinion: Text }),
  z.strictObject({ kind: z.literal('dismissObjection'), reason: Reason }),
]);

/** POST /api/tasks/:id/actions. The same requestId again gets the first answer and changes nothing. */
export const Act = z.strictObject({
  requestId: z.string().min(8).max(64),
  /** The version that was on the screen; another one in the base is a 409 that says what changed. */
  version: z.number().int().min(1),
  action: TaskAction,
});
export type Act = z.infer<typeof Act>;

export const ActAnswer = z.object({
  task: TaskDetail,
  /** `已提交，陈立会收到。下一次提醒：12月17日。` */
  words: z.string(),
  /** The next task that waits for this reviewer, after a review. */
  next: z.object({ id: z.string(), left: z.number().int() }).nullable(),
});
export type ActAnswer = z.infer<typeof ActAnswer>;
