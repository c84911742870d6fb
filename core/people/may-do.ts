/** Who may do what. Every action asks here, inside the action; routes and screens only mirror the answer. */
import type { Task } from '../ledger/model.js';
import { Refusal } from '../refusal.js';
import type { PostKind, Viewer } from './model.js';
import { type Peopled, leadersOf, ownersOf, reviewersOf, type Roster } from './roster.js';

/** How a person stands to one task. A person may stand in several ways at once. */
export interface Standing {
  /** Owner or co-owner, or a liaison of the unit acting for them. */
  readonly reports: boolean;
  /** Set when the person reports as liaison: the owner they act for. */
  readonly forId: string | null;
  /** May pass or return: never on a task they own or submitted. */
  readonly reviews: boolean;
  readonly office: boolean;
  /** Responsible leader, principal or office: may urge 催办. */
  readonly above: boolean;
  /** The responsible leader of the task. */
  readonly leads: boolean;
  /** The person whose service was rated badly: may object, and does nothing else on the ticket. */
  readonly rated: boolean;
  /** Office or leading group: may start and end an emergency clock 绿色通道. */
  readonly commands: boolean;
}

/** True when the viewer holds the post for everything or for this unit or one above it. */
export function holdsPost(viewer: Viewer, kind: PostKind, unitId: string | null): boolean {
  return (
    viewer.posts.some((post) => post.kind === kind && post.unitId === null) ||
    (unitId !== null && (viewer.unitsBelow[kind]?.includes(unitId) ?? false))
  );
}

export function standingOf(viewer: Viewer, task: Peopled, roster: Roster): Standing {
  const reports = mayReport(viewer, task);
  const rated = isRated(viewer, task);
  return {
    reports,
    rated,
    forId: reports && !ownersOf(task).includes(viewer.person.id) ? task.ownerId : null,
    reviews: reviewersOf(task, roster).some((person) => person.id === viewer.person.id),
    office: !rated && holdsPost(viewer, 'office', task.unitId),
    above: !rated && (leads(viewer, task) || holdsPost(viewer, 'office', task.unitId)),
    leads: leadersOf(task, roster).some(({ id }) => id === viewer.person.id),
    commands: !rated && (holdsPost(viewer, 'office', task.unitId) || holdsPost(viewer, 'leadingGroup', task.unitId)),
  };
}

export const isRated = (viewer: Viewer, { ticket }: Pick<Peopled, 'ticket'>): boolean =>
  ticket !== null && ticket.ratedIds.includes(viewer.person.id);

/** May bring evidence: whoever reports, and whoever was rated, for their objection. */
export const mayBringEvidence = (viewer: Viewer, task: Task): boolean => mayReport(viewer, task) || isRated(viewer, task);

/** May read the whole telephone number of a rating, with a reason: whoever calls back, and the office. The rated person never. */
export const mayReadNumber = (viewer: Viewer, task: Task): boolean =>
  task.ticket !== null && !isRated(viewer, task) && (mayReport(viewer, task) || holdsPost(viewer, 'office', task.unitId));

/** May report on the task, and so add evidence to it: owners, co-owners, and liaisons of the unit; never whoever was rated. */
export function mayReport(viewer: Viewer, task: Peopled): boolean {
  if (isRated(viewer, task)) return false;
  return ownersOf(task).includes(viewer.person.id) || (viewer.unitsBelow.liaison?.includes(task.unitId) ?? false);
}

const leads = (viewer: Viewer, task: Peopled): boolean =>
  task.leaderId === viewer.person.id || holdsPost(viewer, 'leader', task.unitId) || holdsPost(viewer, 'principal', task.unitId);

/** May call the people of a task: whoever works on it or decides, those above, and the office. A stranger never. */
export function mayCall(viewer: Viewer, task: Task, standing: Pick<Standing, 'reports' | 'reviews'>): boolean {
  return leads(viewer, task) || standing.reports || standing.reviews || isOffice(viewer);
}

/** May open untouched photos, which tell where and when they were taken: who judges the task, its office, auditors. */
export const mayReadOriginals = (viewer: Viewer, task: Task, roster: Roster): boolean =>
  standingOf(viewer, task, roster).reviews || holdsPost(viewer, 'office', task.unitId) || holdsPost(viewer, 'auditor', task.unitId);

/** Importing, people, robots, the start of supervision: the office for everything. */
export const isOffice = (viewer: Viewer): boolean => viewer.posts.some((post) => post.kind === 'office' && post.unitId === null);

export const mayImport = isOffice;
export const mayMarkFindings = isOffice;
export const mayEditPeople = isOffice;
export const mayEditRobots = isOffice;
export const mayEditConnections = isOffice;
export const mayEditPolicies = isOffice;
export const mayRecallMessages = isOffice;
export const mayEditWindows = isOffice;

/** How delivery stands, and what became of each message: the office for everything, and auditors of everything. */
export const maySeeOperations = (viewer: Viewer): boolean =>
  isOffice(viewer) || viewer.posts.some((post) => post.kind === 'auditor' && post.unitId === null);

/** Posts whose holders are told of other people's tasks and asked to see to them. */
const OVERSEEING: readonly PostKind[] = ['leader', 'principal', 'office', 'functionalDepartment', 'party', 'discipline', 'leadingGroup'];

export const oversees = ({ posts }: Viewer): boolean => posts.some(({ kind }) => OVERSEEING.includes(kind));

/** How units stand beside each other: whoever sees to a unit, audits it or leads tasks (`leads`: any that is not done). */
export const maySeeBoard = (viewer: Viewer, leads: boolean): boolean =>
  oversees(viewer) || viewer.posts.some(({ kind }) => kind === 'auditor') || leads;

/** Throws Refusal `not-allowed` with the words of what was tried. */
export function demand(allowed: boolean, tried: string): void {
  if (!allowed) {
    throw new Refusal('not-allowed', `您没有权限${tried}。`, { kind: 'forbidden', remedy: '如工作需要，请联系巡察办调整您的督办角色。' });
  }
}
