/** Evidence lists 佐证清单: which kinds of evidence a task needs and how many, and what counts for which. Pure. */
import { came, isReport } from './came-back.js';
import type { Rule } from './rule.js';
import type { DubanEvent, EvidenceFiled, EvidenceKind, EvidenceNeed, EvidencePiece, Task } from './model.js';
import { isDone } from './status.js';
import { twiceIn } from './twice.js';

export const KIND_WORDS: Readonly<Record<EvidenceKind, string>> = { any: '照片或文件', photo: '照片', file: '文件' };

/** What a task needs where nobody said more. */
export const ANY_EVIDENCE: EvidenceNeed = { words: KIND_WORDS.any, kind: 'any', count: 1 };

export const MOST_NEEDS = 10;
export const MOST_PIECES = 20;
/** Characters of an item. */
export const MOST_NEED_WORDS = 30;

/** A certain paper or picture, not just so many photos: only what is put under it counts for it. */
const isNamed = ({ words, kind }: EvidenceNeed): boolean => words !== KIND_WORDS[kind];

/** `照片`, `“会议纪要”`, `“印发的制度文件”（文件）`. */
const needWords = (need: EvidenceNeed): string =>
  isNamed(need) ? `“${need.words}”${need.kind === 'any' ? '' : `（${KIND_WORDS[need.kind]}）`}` : need.words;

const takes = (need: EvidenceNeed, kind: EvidencePiece['kind']): boolean => need.kind === 'any' || need.kind === kind;

/** As a ledger's cell says it and is read again: `照片 2；印发的制度文件（文件） 1`. */
export const needsWords = (needs: readonly EvidenceNeed[]): string =>
  needs.map((need) => `${need.words}${isNamed(need) && need.kind !== 'any' ? `（${KIND_WORDS[need.kind]}）` : ''} ${need.count}`).join('；');

/** The pieces attached to reports so far, each once. */
export function piecesOf(events: readonly DubanEvent[]): readonly EvidencePiece[] {
  const pieces = new Map<string, EvidencePiece>();
  for (const { data } of events.filter(isReport)) {
    const files = came(data['fileIds']);
    const filed = new Map(filedIn(data['filed']));
    for (const id of came(data['evidenceIds'])) pieces.set(id, { id, kind: files.includes(id) ? 'file' : 'photo', need: filed.get(id) ?? null });
  }
  return [...pieces.values()];
}

function filedIn(value: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const { id, need } = (typeof one === 'object' && one !== null ? one : {}) as { readonly id?: unknown; readonly need?: unknown };
    return typeof id === 'string' && typeof need === 'string' ? [[id, need] as const] : [];
  });
}

/** How many of each kind stand where; a list counts by it without reading any event. */
export function filedOf(pieces: readonly EvidencePiece[]): readonly EvidenceFiled[] {
  const heaps = new Map<string | null, EvidenceFiled>();
  for (const { kind, need } of pieces) {
    const heap = heaps.get(need) ?? { need, photos: 0, files: 0 };
    heaps.set(need, kind === 'photo' ? { ...heap, photos: heap.photos + 1 } : { ...heap, files: heap.files + 1 });
  }
  return [...heaps.values()];
}

/** A need with how many pieces count for it. */
export interface NeedMet extends EvidenceNeed {
  readonly have: number;
}

/**
 * What is put under an item counts for it. The rest counts for the plain needs (照片, 文件) in their order, and for a named item only
 * where nothing else takes its kind: then there is no doubt what it is.
 */
export function needsMet(needs: readonly EvidenceNeed[], filed: readonly EvidenceFiled[]): readonly NeedMet[] {
  const have = new Map(needs.map((need) => [need.words, 0]));
  const add = (words: string, count: number) => have.set(words, (have.get(words) ?? 0) + count);
  const loose = { photo: 0, file: 0 };
  for (const { need, photos, files } of filed) {
    const own = needs.find(({ words }) => words === need);
    if (own !== undefined && takes(own, 'photo')) add(own.words, photos);
    else loose.photo += photos;
    if (own !== undefined && takes(own, 'file')) add(own.words, files);
    else loose.file += files;
  }
  for (const kind of ['photo', 'file'] as const) {
    const taking = needs.filter((need) => takes(need, kind));
    const open = taking.length === 1 ? taking : taking.filter((need) => !isNamed(need));
    // Those that take nothing else first: a photo is not spent on 照片或文件 while 照片 lacks one.
    for (const need of [...open].sort((a, b) => Number(a.kind === 'any') - Number(b.kind === 'any'))) {
      const lacking = Math.max(0, need.count - (have.get(need.words) ?? 0));
      const taken = Math.min(lacking, loose[kind]);
      add(need.words, taken);
      loose[kind] -= taken;
    }
    const [first] = open;
    if (first !== undefined) add(first.words, loose[kind]);
  }
  return needs.map((need) => ({ ...need, have: have.get(need.words) ?? 0 }));
}

/** What is still needed before 申请验收, each as `还缺 1 份“会议纪要”`. */
export const evidenceMissing = (needs: readonly EvidenceNeed[], filed: readonly EvidenceFiled[]): readonly string[] =>
  needsMet(needs, filed)
    .filter(({ have, count }) => have < count)
    .map((need) => `还缺 ${need.count - need.have} 份${needWords(need)}`);

type Counted = Pick<Task, 'evidence' | 'evidenceNeeds' | 'status' | 'supervisedFrom'>;

/** Its evidence is asked for now: neither done nor before 开始督办, and something is needed. */
export const needsEvidence = (task: Counted): boolean =>
  !isDone(task) && task.supervisedFrom !== null && task.evidence !== null && task.evidenceNeeds.length > 0;

/** 凭证不全. */
export const lacksEvidence = (task: Counted): boolean => needsEvidence(task) && evidenceMissing(task.evidenceNeeds, task.evidence ?? []).length > 0;

/** What is wrong with a list somebody sets, as a sentence; null: nothing. */
export function wrongNeeds(needs: readonly EvidenceNeed[]): string | null {
  if (needs.length > MOST_NEEDS) return `佐证清单最多 ${MOST_NEEDS} 项。请把相近的合成一项。`;
  const twice = twiceIn(needs, ({ words }) => words);
  return twice === undefined ? null : `“${twice.words}”写了两次。请合成一项，改数量即可。`;
}

/** What is wrong with how a report files its pieces; null: nothing. */
export function wrongFiling(needs: readonly EvidenceNeed[], bringing: readonly EvidencePiece[]): string | null {
  for (const { need, kind } of bringing) {
    if (need === null) continue;
    const own = needs.find(({ words }) => words === need);
    if (own === undefined) return `佐证清单里已没有“${need}”这一项。请刷新后重新选择归入哪一项。`;
    if (!takes(own, kind)) return `“${own.words}”要的是${KIND_WORDS[own.kind]}，选的是${KIND_WORDS[kind]}。请换一份，或者归入别的项。`;
  }
  return null;
}

/** Whoever judges the evidence says beforehand what it has to be; never of their own work. */
export const setEvidence: Rule = {
  closed: ({ ticket }) => (ticket === null ? null : '差评工单以答复为准，不设佐证清单。'),
  who: (standing) => (standing.office || standing.reviews) && !standing.reports,
  wrong: (_task, action) => (action.kind === 'setEvidence' ? wrongNeeds(action.needs) : null),
  follows: (_task, action, { evidence }) => (action.kind === 'setEvidence' ? { evidenceNeeds: action.needs, evidence: filedOf(evidence) } : {}),
};
