/** What a corrected ledger changes in one task, as sentences and as the task it becomes. What the ledger leaves blank stays. */
import type { Person, Unit } from '../people/model.js';
import { dayWords, instantAt } from '../time/day.js';
import { milestonesWords, setFrom } from './milestones.js';
import { needsWords } from './evidence.js';
import { NOTHING_HEARD } from './heard.js';
import type { Due, Finding, Task } from './model.js';
import { targetsWords } from './targets.js';
import type { FindingDraft, TaskDraft } from './sheet/draft.js';
import { identity } from './sheet/findings.js';

/** The names of one row as ids; null where the office has not chosen yet. */
export interface RowIds {
  readonly units: readonly Unit[];
  readonly owners: readonly (Person | null)[];
  readonly leader: Person | null;
}

export interface NamesOf {
  unit(id: string): string;
  person(id: string | null): string;
}

export interface Compared {
  readonly after: Task;
  /** `完成时限：12月20日 → 12月25日`. Empty: nothing changes. */
  readonly changes: readonly string[];
}

/** From `today` on a changed deadline counts; it also shortens the words of days. */
export function compareTask(before: Task, draft: TaskDraft, ids: RowIds, names: NamesOf, today: string): Compared {
  const changes: string[] = [];
  const note = (what: string, was: string, is: string): void => {
    changes.push(`${what}：${was || '无'} → ${is || '无'}`);
  };
  const text = (what: string, was: string, is: string): string => {
    if (is === '' || identity(was) === identity(is)) return was;
    note(what, was, is);
    return is;
  };
  const list = (what: string, was: readonly string[], is: readonly string[], nameOf: (id: string) => string): readonly string[] => {
    if (is.length === 0 || was.join() === is.join()) return was;
    note(what, was.map(nameOf).join('、'), is.map(nameOf).join('、'));
    return is;
  };
  const measure = text('整改措施', before.measure, draft.measure);
  const [unitId = before.unitId, ...coUnitIds] = list(
    '责任单位',
    [before.unitId, ...before.coUnitIds],
    ids.units.map(({ id }) => id),
    names.unit,
  );
  const [ownerId = null, ...coOwnerIds] = owners(before, draft, ids, names, note);
  const leaderId = leader(before, draft, ids, names, note);
  // A ledger that still names the day before an extension says nothing new.
  const isDueChanged = draft.due !== null && !isSameDue(before.due, draft.due) && !isSameDue(before.originalDue ?? before.due, draft.due);
  if (isDueChanged && draft.due !== null) note('完成时限', shortDue(before.due, today), shortDue(draft.due, today));
  const acceptance = text('验收标准', before.acceptance, draft.acceptance);
  const milestones = nodes(before, draft, note);
  const targets = figures(before, draft, note);
  const evidenceNeeds = needs(before, draft, note);
  const remark = text('备注', before.remark, draft.remark);
  const after: Task = {
    ...before,
    measure,
    acceptance,
    milestones,
    targets,
    evidenceNeeds,
    remark,
    unitId,
    coUnitIds,
    ownerId,
    coOwnerIds,
    leaderId,
    due: isDueChanged && draft.due !== null ? draft.due : before.due,
    deadlineNumber: before.deadlineNumber + (isDueChanged ? 1 : 0),
    ...(isDueChanged ? { originalDue: null, extension: null, heard: { ...NOTHING_HEARD, since: instantAt(today, '00:00') } } : {}),
    version: before.version + 1,
  };
  return { after, changes };
}

type Note = (what: string, was: string, is: string) => void;

function needs({ evidenceNeeds: was }: Task, { evidence: is }: TaskDraft, note: Note): Task['evidenceNeeds'] {
  if (is === null || needsWords(is) === needsWords(was)) return was;
  note('佐证要求', needsWords(was), needsWords(is));
  return is;
}

/** What was reached of a milestone that keeps its name stays so. */
function nodes({ milestones: was }: Task, { milestones: is }: TaskDraft, note: Note): Task['milestones'] {
  if (is === null || milestonesWords(is) === milestonesWords(was)) return was;
  note('阶段节点', milestonesWords(was), milestonesWords(is));
  return setFrom(was, is);
}

/** Readings of one that keeps its name stay with it. */
function figures({ targets: was }: Task, { targets: is }: TaskDraft, note: Note): Task['targets'] {
  if (is === null || targetsWords(is) === targetsWords(was)) return was;
  note('量化指标', targetsWords(was), targetsWords(is));
  return is;
}

function owners(before: Task, draft: TaskDraft, ids: RowIds, names: NamesOf, note: Note): readonly string[] {
  const was = [...(before.ownerId === null ? [] : [before.ownerId]), ...before.coOwnerIds];
  const is = ids.owners.map((person) => person?.id ?? '?');
  if (is.length === 0 || was.join() === is.join()) return was;
  note('责任人', was.map((id) => names.person(id)).join('、'), draft.owners.map(({ name }) => name).join('、'));
  return ids.owners.flatMap((person) => (person === null ? [] : [person.id]));
}

function leader(before: Task, draft: TaskDraft, ids: RowIds, names: NamesOf, note: Note): string | null {
  if (draft.leader === null || before.leaderId === (ids.leader?.id ?? '?')) return before.leaderId;
  note('责任领导', names.person(before.leaderId), draft.leader);
  return ids.leader?.id ?? null;
}

/** The day counts, not the words it was written in. */
const isSameDue = (a: Due, b: Due): boolean => a.kind === b.kind && (a.kind === 'standing' || b.kind === 'standing' || a.day === b.day);

/** Two stand side by side: without 前 and without the weekday. */
const shortDue = (due: Due, today: string): string =>
  due.kind === 'standing' ? '长期坚持' : due.kind === 'immediate' ? `立行立改（${dayWords(due.day, today)}）` : dayWords(due.day, today);

const yesOrNo = (is: boolean): string => (is ? '是' : '否');

export interface ComparedFinding {
  readonly after: Finding;
  readonly changes: readonly string[];
}

export function compareFinding(before: Finding, draft: FindingDraft): ComparedFinding {
  const changes: string[] = [];
  const taken = (what: string, was: string, is: string): string => {
    if (is === '' || identity(was) === identity(is)) return was;
    changes.push(`${what}：${was || '无'} → ${is}`);
    return is;
  };
  const sensitive = draft.sensitive ?? before.sensitive;
  if (sensitive !== before.sensitive) changes.push(`敏感问题：${yesOrNo(before.sensitive)} → ${yesOrNo(sensitive)}`);
  const after = {
    ...before,
    sensitive,
    number: draft.isNumbered ? taken('序号', before.number, draft.number) : before.number,
    category: taken('问题类别', before.category, draft.category),
    text: taken('反馈问题', before.text, draft.text),
  };
  return { after, changes };
}
