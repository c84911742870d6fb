/** What the 佐证要求 cell says: `照片 2、文件 1；印发的制度文件（文件）1 份`. */
import { KIND_WORDS, MOST_NEED_WORDS, MOST_NEEDS, MOST_PIECES } from '../evidence.js';
import type { EvidenceKind, EvidenceNeed } from '../model.js';

/** Null: the cell is empty, and says nothing. */
export type NeedsRead = { readonly needs: readonly EvidenceNeed[] | null } | { readonly fault: string };

const DIGITS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 };
const MEASURE = '(?:份|张|个|件|幅|组|项|套)?';
/** `照片 2`, `照片×2`, `照片不少于2张`, `照片两张`. */
const AFTER = new RegExp(`^(.+?)(?:[x×*:]|不少于|至少|各)?(\\d{1,4}|[一二两三四五六七八九十])${MEASURE}(?:以上)?$`);
/** `2张照片`, `两份会议纪要`, `不少于2张照片`. */
const BEFORE = /^(?:不少于|至少)?(\d{1,4}|[一二两三四五六七八九十])(?:份|张|个|件|幅|组|项|套)(.+)$/;
const KINDS: readonly (readonly [EvidenceKind, RegExp])[] = [
  ['any', /^(照片或文件|照片\/文件|图片或文件|文件或照片|材料|佐证材料|凭证)$/],
  ['photo', /^(照片|图片|相片|现场照片|影像)$/],
  ['file', /^(文件|文档|电子文件)$/],
];
const TOLD_KIND = /^(.+)\((照片或文件|照片|图片|文件)\)$/;

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');

function kindOf(words: string): Pick<EvidenceNeed, 'words' | 'kind'> {
  const bare = KINDS.find(([, form]) => form.test(words))?.[0];
  if (bare !== undefined) return { words: KIND_WORDS[bare], kind: bare };
  const [, name, told] = TOLD_KIND.exec(words) ?? [];
  if (name !== undefined && told !== undefined) return { words: name, kind: told === '文件' ? 'file' : told === '照片或文件' ? 'any' : 'photo' };
  // What is named may come as a file or be photographed, unless it says that it is a picture.
  return { words, kind: /(照片|图片)$/.test(words) ? 'photo' : 'any' };
}

function needOf(part: string): EvidenceNeed {
  const ahead = BEFORE.exec(part);
  const [, words = part, figure] = ahead === null ? (AFTER.exec(part) ?? []) : [part, ahead[2], ahead[1]];
  const count = figure === undefined ? 1 : (DIGITS[figure] ?? Number(figure));
  return { ...kindOf(words.replace(/^\d+[.、)]/, '').trim()), count };
}

const SEPARATORS = /[;；、，,+\n]/;

/** A list of ten items is shorter; what is longer is prose in the wrong column, and no pattern runs over it. */
const MOST_LENGTH = 600;

export function readNeeds(text: string): NeedsRead {
  if (text.length > MOST_LENGTH) return { fault: `这一格超过 ${MOST_LENGTH} 个字，不像佐证要求。请写成“照片 2；会议纪要 1”。` };
  const parts = text
    .split(SEPARATORS)
    .map((part) => plain(part).replace(/[。.]+$/, ''))
    .filter((part) => part !== '');
  if (parts.length === 0) return { needs: null };
  if (parts.length === 1 && /^(无|不需要|不用|无需)$/.test(parts[0] ?? '')) return { needs: [] };
  const needs = parts.map(needOf);
  const wrong = needs.find(({ words, count }) => words === '' || words.length > MOST_NEED_WORDS || count < 1 || count > MOST_PIECES);
  if (wrong !== undefined)
    return {
      fault: `“${wrong.words.slice(0, MOST_NEED_WORDS)}”看不出要哪种材料、几份。请写成“照片 2；会议纪要 1”，每项不超过 ${MOST_NEED_WORDS} 个字、${MOST_PIECES} 份。`,
    };
  const merged = new Map<string, EvidenceNeed>();
  for (const need of needs) merged.set(need.words, { ...need, count: need.count + (merged.get(need.words)?.count ?? 0) });
  if (merged.size > MOST_NEEDS) return { fault: `佐证要求写了 ${merged.size} 项，最多 ${MOST_NEEDS} 项。请把相近的合成一项。` };
  return { needs: [...merged.values()].map((need) => ({ ...need, count: Math.min(need.count, MOST_PIECES) })) };
}
