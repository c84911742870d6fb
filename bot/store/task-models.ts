/** How findings, rounds and tasks are kept, with the fields that exist only to be searched and sorted by. */
import { type Connection, type Model, Schema } from 'mongoose';
import { runningClock } from '../../core/ledger/clock.js';
import { NOTHING_HEARD } from '../../core/ledger/heard.js';
import { type Reckoning, urgencyIn } from '../../core/insight/reckoning.js';
import type { EvidenceNeed, Finding, Round, Task } from '../../core/ledger/model.js';
import { openMilestones } from '../../core/ledger/milestones.js';
import { awaitsCall } from '../../core/ledger/ticket-rules.js';
import { IN_REVIEW, OPEN } from '../../core/ledger/status.js';
import { urgencyOf } from '../../core/ledger/urgency.js';
import { unitsOf } from '../../core/ledger/units-of.js';
import { dayOf, type Day } from '../../core/time/day.js';
import type { ReckonedBy, ReckonedTask, TaskCell } from '../services.js';
import { type Kept, kept, modelOf, PART, STRICT } from './documents.js';

/** What is reckoned of a task and kept to sort, narrow and count by. */
export interface KeptReckoning extends Reckoning, ReckonedBy {
  /** The task's `TaskCell` as one text, so that an index alone can count. */
  readonly cell: string;
}

export interface KeptTask extends Kept<Task> {
  /** After every write of the task it is that of before, under no rules, until it is reckoned again; absent until it first was. */
  readonly reckoned?: KeptReckoning;
  /** `urgencyOf`. */
  readonly order: string;
  /** The first day on which a sweep must look at the task; null: never. */
  readonly watch: Day | null;
  /** The leading unit and the co-responsible ones. */
  readonly unitIds: readonly string[];
  /** Owner, co-owners, leader, submitter, whose opinion is asked for, those named for an emergency and the rated person of a ticket: those who see it whatever their posts. */
  readonly seenBy: readonly string[];
  /** Since when an emergency clock runs; null: none does. */
  readonly clockFrom: Date | null;
  /** The measure as it is searched in: NFKC, lower case. */
  readonly words: string;
}

export const asSearched = (text: string): string => text.normalize('NFKC').toLowerCase();

/** One day stands for all that a sweep watches, so one index finds it: signing, due day, amendment, review, monthly report, a request for more time, a milestone, a call back. */
function watchOf(task: Task): Day | null {
  if (task.supervisedFrom === null) return null;
  if (IN_REVIEW.includes(task.status)) return task.submittedAt === null ? task.supervisedFrom : dayOf(task.submittedAt);
  if (!OPEN.includes(task.status)) return null;
  const days = [
    ...(task.due.kind === 'standing' || task.status === 'handedOut' ? [task.supervisedFrom] : []),
    ...(task.due.kind === 'standing' ? [] : [task.due.day]),
    ...(task.amendBy === null ? [] : [task.amendBy]),
    ...(task.extension === null ? [] : [dayOf(task.extension.askedAt)]),
    ...openMilestones(task).map(({ day }) => day),
    ...(task.ticket !== null && awaitsCall(task) ? [dayOf(task.ticket.openedAt)] : []),
  ];
  return days.reduce((first, day) => (day < first ? day : first));
}

export function keptTask(task: Task): KeptTask {
  const { ownerId, coOwnerIds, leaderId, submittedBy, review: chain, emergency: clock, ticket: badRating } = task;
  const seenBy = [
    ownerId,
    ...coOwnerIds,
    leaderId,
    submittedBy,
    chain?.asked?.to ?? null,
    ...(badRating?.ratedIds ?? []),
    ...(clock?.names ?? []),
  ].filter((id) => id !== null);
  return {
    order: urgencyOf(task),
    watch: watchOf(task),
    unitIds: unitsOf(task),
    seenBy: [...new Set(seenBy)],
    clockFrom: runningClock(task)?.startedAt ?? null,
    words: asSearched(task.measure),
    ...kept(task),
  };
}

const asCell = (task: Task, { light, unconfirmed }: Reckoning): string =>
  JSON.stringify([task.status, light, unconfirmed, task.supervisedFrom !== null, task.roundId, ...unitsOf(task)]);

/** `place`: the first `Reckoning.place` among its tasks. */
export function plainCell(cell: string, count: number, place: string): TaskCell {
  const [status, light, unconfirmed, supervised, roundId, ...unitIds] = JSON.parse(cell) as [
    ...[TaskCell['status'], TaskCell['light'], boolean, boolean, string],
    ...string[],
  ];
  return { status, light, unconfirmed, supervised, roundId, unitIds, count, foremost: urgencyIn(place) };
}

export const keptReckoning = ({ task, reckoning }: ReckonedTask, by: ReckonedBy): KeptReckoning => ({
  ...reckoning,
  ...by,
  cell: asCell(task, reckoning),
});

export const plainReckoning = ({ light, picks, unconfirmed, place, until }: KeptReckoning): Reckoning => ({
  ...{ light, picks, unconfirmed, place, until },
});

/** Field by field: every list, sweep and act reads tasks, and taking a document apart by rest and spread takes ten times as long. */
export const plainTask = (kept: KeptTask): Task => ({
  id: kept._id,
  number: kept.number,
  roundId: kept.roundId,
  findingId: kept.findingId,
  measure: kept.measure,
  acceptance: kept.acceptance,
  remark: kept.remark,
  unitId: kept.unitId,
  coUnitIds: kept.coUnitIds,
  ownerId: kept.ownerId,
  coOwnerIds: kept.coOwnerIds,
  leaderId: kept.leaderId,
  due: kept.due,
  status: kept.status,
  percent: kept.percent,
  deadlineNumber: kept.deadlineNumber,
  version: kept.version,
  supervisedFrom: kept.supervisedFrom,
  lastProgressAt: kept.lastProgressAt,
  reportedFor: kept.reportedFor,
  signedAt: kept.signedAt,
  submittedAt: kept.submittedAt,
  submittedBy: kept.submittedBy,
  returnedCount: kept.returnedCount,
  amendBy: kept.amendBy,
  closedAt: kept.closedAt,
  ...defaultsOf(kept),
});

/** What a task lacks that was kept before there was such a thing. */
const defaultsOf = (
  kept: Partial<Task>,
): Pick<
  Task,
  'evidence' | 'evidenceNeeds' | 'milestones' | 'targets' | 'listing' | 'review' | 'emergency' | 'originalDue' | 'extension' | 'heard' | 'ticket'
> => ({
  evidence: kept.evidence ?? null,
  // What a list asked for before it told photos from files.
  evidenceNeeds: (kept.evidenceNeeds ?? []).map((one) => ({ ...one, kind: (one as Partial<EvidenceNeed>).kind ?? 'any' })),
  milestones: kept.milestones ?? [],
  targets: kept.targets ?? [],
  listing: kept.listing ?? null,
  review: kept.review ?? null,
  emergency: kept.emergency ?? null,
  originalDue: kept.originalDue ?? null,
  extension: kept.extension ?? null,
  ticket: kept.ticket ?? null,
  // Whoever reported or signed then has answered what they were told before it.
  heard: kept.heard ?? { ...NOTHING_HEARD, answeredAt: kept.lastProgressAt ?? kept.signedAt ?? null },
});

const due = new Schema({ kind: { type: String, required: true }, day: String, words: String }, PART);
const emergency = new Schema(
  {
    number: Number,
    kind: String,
    startedAt: Date,
    startedBy: String,
    names: [String],
    cause: String,
    respondedAt: Date,
    endedAt: Date,
    reason: String,
  },
  PART,
);
const extension = new Schema({ day: String, reason: String, askedAt: Date, askedBy: String }, PART);
const heard = new Schema({ since: Date, answeredAt: Date, leaderAt: Date, snoozedUntil: String, snoozes: Number }, PART);
const target = new Schema({ name: String, unit: String, baseline: Number, goal: Number }, PART);
const listing = new Schema({ state: String, reason: String, by: String, at: Date, deadlineNumber: Number }, PART);
const milestone = new Schema({ name: String, acceptance: String, day: String, reachedAt: Date, reachedBy: String, acceptedAt: Date }, PART);
const consultation = new Schema({ by: String, to: String, question: String, askedAt: Date, opinion: String, answeredAt: Date }, PART);
const review = new Schema({ steps: [String], at: Number, since: Date, asked: consultation }, PART);
const objection = new Schema({ reason: String, evidenceIds: [String], by: String, at: Date, outcome: String }, PART);
const ticket = new Schema(
  {
    ratingId: String,
    windowId: String,
    ratedIds: [String],
    openedAt: Date,
    hasPhone: Boolean,
    missedCalls: Number,
    calledBackAt: Date,
    answer: String,
    answeredAt: Date,
    objection,
  },
  PART,
);
const reckoned = new Schema(
  {
    light: String,
    picks: [String],
    unconfirmed: Boolean,
    place: String,
    until: Date,
    cell: String,
    rules: String,
    at: Date,
  },
  PART,
);
const need = new Schema({ words: String, kind: String, count: Number }, PART);
const filed = new Schema({ need: String, photos: Number, files: Number }, PART);

const taskSchema = new Schema<KeptTask>(
  {
    _id: String,
    number: { type: Number, required: true },
    roundId: { type: String, required: true },
    findingId: { type: String, required: true },
    measure: String,
    acceptance: String,
    remark: String,
    unitId: { type: String, required: true },
    coUnitIds: [String],
    ownerId: String,
    coOwnerIds: [String],
    leaderId: String,
    due: { type: due, required: true },
    status: { type: String, required: true },
    percent: { type: Number, required: true },
    evidenceNeeds: [need],
    evidence: { type: [filed], default: null },
    milestones: [milestone],
    targets: [target],
    listing,
    deadlineNumber: { type: Number, required: true },
    version: { type: Number, required: true },
    supervisedFrom: String,
    lastProgressAt: Date,
    reportedFor: String,
    signedAt: Date,
    submittedAt: Date,
    submittedBy: String,
    review,
    returnedCount: Number,
    amendBy: String,
    closedAt: Date,
    emergency,
    originalDue: due,
    extension,
    heard,
    ticket,
    order: { type: String, required: true },
    watch: String,
    unitIds: [String],
    seenBy: [String],
    clockFrom: Date,
    words: String,
    reckoned,
  },
  STRICT,
)
  .index({ number: 1 }, { unique: true })
  .index({ order: 1 }, { unique: true })
  .index({ unitIds: 1, order: 1 })
  .index({ seenBy: 1, order: 1 })
  .index({ roundId: 1, order: 1 })
  .index({ status: 1, order: 1 })
  .index({ findingId: 1 })
  .index({ 'reckoned.rules': 1, 'reckoned.at': 1 })
  .index({ 'reckoned.until': 1 })
  // A page is read along the places, a count from the cells beside them, without a single task.
  .index({ 'reckoned.place': 1, 'reckoned.cell': 1 })
  .index({ unitIds: 1, 'reckoned.place': 1, 'reckoned.cell': 1 })
  .index({ 'extension.askedAt': 1 }, { partialFilterExpression: { 'extension.askedAt': { $type: 'date' } } })
  .index({ 'milestones.reachedAt': 1, status: 1 }, { partialFilterExpression: { 'milestones.reachedAt': { $type: 'date' } } })
  .index({ 'ticket.openedAt': 1 }, { sparse: true })
  .index({ clockFrom: 1 }, { partialFilterExpression: { clockFrom: { $type: 'date' } } })
  .index({ closedAt: 1 }, { partialFilterExpression: { closedAt: { $type: 'date' } } })
  .index({ watch: 1 }, { partialFilterExpression: { watch: { $type: 'string' } } });

const findingSchema = new Schema<Kept<Finding>>(
  { _id: String, roundId: { type: String, required: true }, number: String, category: String, text: String, sensitive: Boolean },
  STRICT,
)
  .index({ roundId: 1, _id: 1 })
  .index({ number: 1 })
  .index({ category: 1 })
  .index({ sensitive: 1 }, { partialFilterExpression: { sensitive: true } });

const roundSchema = new Schema<Kept<Round>>(
  { _id: String, name: { type: String, required: true }, inspectedUnitId: String, feedbackDay: String, supervisedFrom: String, createdAt: Date },
  STRICT,
);

export interface LedgerModels {
  readonly tasks: Model<KeptTask>;
  readonly findings: Model<Kept<Finding>>;
  readonly rounds: Model<Kept<Round>>;
}

export const ledgerModels = (connection: Connection): LedgerModels => ({
  tasks: modelOf(connection, 'Task', taskSchema, 'tasks'),
  findings: modelOf(connection, 'Finding', findingSchema, 'findings'),
  rounds: modelOf(connection, 'Round', roundSchema, 'rounds'),
});
