/** Factories: a whole task, finding or person out of the few facts a test is about. */
import { ANY_EVIDENCE } from '../../core/ledger/evidence.js';
import { NOTHING_HEARD } from '../../core/ledger/heard.js';
import type { EvidencePiece, Finding, Round, Task } from '../../core/ledger/model.js';
import type { Person, Post, Unit, Viewer } from '../../core/people/model.js';

let made = 0;
const nextId = (kind: string): string => `${kind}${(made += 1)}`;

export function aTask(facts: Partial<Task> = {}): Task {
  const number = made + 1;
  return {
    id: nextId('task'),
    number,
    roundId: 'round',
    findingId: 'finding',
    measure: '增设“潮汐窗口”',
    acceptance: '高峰时段不少于4个潮汐窗口',
    remark: '',
    unitId: 'section',
    coUnitIds: [],
    ownerId: 'he',
    coOwnerIds: [],
    leaderId: 'chen',
    due: { kind: 'day', day: '2026-12-20', words: '2026-12-20' },
    status: 'inProgress',
    percent: 0,
    evidenceNeeds: [ANY_EVIDENCE],
    evidence: [],
    milestones: [],
    targets: [],
    listing: null,
    deadlineNumber: 1,
    version: 1,
    supervisedFrom: '2026-10-10',
    lastProgressAt: null,
    reportedFor: null,
    signedAt: new Date('2026-10-10T02:00:00Z'),
    submittedAt: null,
    submittedBy: null,
    review: null,
    returnedCount: 0,
    amendBy: null,
    closedAt: null,
    emergency: null,
    originalDue: null,
    extension: null,
    heard: NOTHING_HEARD,
    ticket: null,
    ...facts,
  };
}

/** One photo of a report. */
export const aPhoto = (need: string | null = null): EvidencePiece => ({ id: nextId('photo'), kind: 'photo', need });

export const dueOn = (day: string): Pick<Task, 'due'> => ({ due: { kind: 'day', day, words: day } });

export function aFinding(facts: Partial<Finding> = {}): Finding {
  return {
    id: 'finding',
    roundId: 'round',
    number: '1',
    category: '作风建设',
    text: '服务窗口设置不合理,群众排队时间长(平均25分钟)',
    sensitive: false,
    ...facts,
  };
}

export function aRound(facts: Partial<Round> = {}): Round {
  return {
    id: 'round',
    name: '某市政务服务中心巡察反馈问题整改',
    inspectedUnitId: 'centre',
    feedbackDay: '2026-09-10',
    supervisedFrom: '2026-10-10',
    createdAt: new Date('2026-10-10T01:00:00Z'),
    ...facts,
  };
}

export function aPerson(id: string, name: string, facts: Partial<Person> = {}): Person {
  return { id, name, unitId: 'section', phone: null, wecomUserId: null, dingtalkUserId: null, account: null, active: true, ...facts };
}

/** 方正, who asks for the office. */
export const office: Viewer = { person: aPerson('fang', '方正'), posts: [{ kind: 'office', personId: 'fang', unitId: null }], unitsBelow: {} };

/** The service centre of the sample ledger: an inspected unit with one section, every post filled. */
export const CENTRE: { readonly units: readonly Unit[]; readonly people: readonly Person[]; readonly posts: readonly Post[] } = {
  units: [
    { id: 'centre', name: '某市政务服务中心', parentId: null },
    { id: 'section', name: '政务服务科', parentId: 'centre' },
    { id: 'other', name: '综合科', parentId: 'centre' },
  ],
  people: [
    aPerson('he', '何俊'),
    aPerson('zhou', '周敏', { unitId: 'other' }),
    aPerson('chen', '陈立', { unitId: 'centre' }),
    aPerson('gao', '高远', { unitId: 'centre' }),
    aPerson('lin', '林静', { unitId: null }),
    aPerson('fang', '方正', { unitId: null }),
    aPerson('song', '宋组长', { unitId: null }),
  ],
  posts: [
    { kind: 'principal', personId: 'gao', unitId: 'centre' },
    { kind: 'functionalDepartment', personId: 'lin', unitId: null },
    { kind: 'office', personId: 'fang', unitId: null },
    { kind: 'leadingGroup', personId: 'song', unitId: null },
  ],
};
