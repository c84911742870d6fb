/** Several units or persons in one cell 一格多人: the first leads. Titles are not names. */

export interface NamesRead {
  readonly names: readonly string[];
  /** What stood in the cell as if it were a name and is none: 局长, 各科室负责人. */
  readonly notNames: readonly string[];
}

const SEPARATOR = /[、,，;；/\n|]+|(?<=[^\d\s])\s{2,}(?=\S)/;
const UNIT_ENDING = /(科|处|室|部|局|委|办|中心|大队|支队|院|所|股|组|站|馆|会|司|厅|校|镇|乡|街道|村|社区|党委|党组|支部|工委|公司|集团|厂)$/;
const TITLE =
  /(书记|局长|主任|科长|处长|部长|股长|所长|站长|主席|院长|校长|园长|镇长|乡长|县长|市长|区长|厅长|司长|会长|总经理|经理|董事长|主管|组长|队长|馆长|秘书长|负责人|责任人|联络员|人员|全体|干部|职工|同志们|班子成员|班子|成员|领导|领导小组)$/;
const GROUP_UNIT = /^(各|全体|所有|相关|有关|机关各)/;

/** Units 责任单位 in the order of leading: those marked 牵头 first, those marked 配合 last. */
export function unitsIn(text: string): NamesRead {
  const entries = text.split(SEPARATOR).flatMap(splitUnits).map(markedUnit);
  const named = entries.filter(({ name }) => name !== '');
  const ordered = [...named].sort((a, b) => a.order - b.order).map(({ name }) => name);
  return { names: [...new Set(ordered)].filter((name) => !GROUP_UNIT.test(name)), notNames: ordered.filter((name) => GROUP_UNIT.test(name)) };
}

function markedUnit(entry: string): { readonly name: string; readonly order: number } {
  const isLeading = /^(牵头|主责|主办)[^:：]*[:：]|[（(](牵头|主责|主办)/.test(entry);
  const isHelping = /^(配合|协办|协同|参与)[^:：]*[:：]|[（(](配合|协办|协同|参与)/.test(entry);
  const name = closedUp(withoutBrackets(entry.replace(/^[^:：]{2,6}[:：]/, '')));
  return { name, order: isLeading ? 0 : isHelping ? 2 : 1 };
}

function splitUnits(entry: string): readonly string[] {
  const parts = entry.trim().split(/\s+/);
  return parts.length > 1 && parts.every((part) => part.length > 1 && UNIT_ENDING.test(part)) ? parts : [entry];
}

/** Persons 责任人. `周 敏` is one name; `周敏 何俊` are two. */
export function personsIn(text: string): NamesRead {
  const names = text
    .split(SEPARATOR)
    .flatMap(splitPersons)
    .map((entry) => personName(entry))
    .filter((name) => name !== '');
  return { names: [...new Set(names)].filter((name) => !TITLE.test(name)), notNames: [...new Set(names)].filter((name) => TITLE.test(name)) };
}

function personName(entry: string): string {
  const bare = withoutBrackets(entry.replace(/^[^:：]{2,6}[:：]/, ''))
    .replaceAll(/[+\d-]{7,}/g, '')
    .replaceAll(/[・•‧．]/g, '·')
    .trim();
  const closed = /^[\p{Script=Latin}\s.·'-]+$/u.test(bare) ? bare.replaceAll(/\s+/g, ' ') : closedUp(bare);
  return closed.length > 2 ? closed.replace(/同志$/, '') : closed;
}

/** Blanks inside one name only pad it to the width of three characters; between whole names they separate. */
function splitPersons(entry: string): readonly string[] {
  const parts = withoutBrackets(entry).trim().split(/\s+/);
  if (parts.length < 2 || /\p{Script=Latin}/u.test(entry)) return [entry];
  return parts.every((part) => part.length > 1) ? parts : [entry];
}

const withoutBrackets = (text: string): string => text.replaceAll(/[（(【[][^（()）【】[\]]*[）)】\]]/g, '');
const closedUp = (text: string): string => text.replaceAll(/\s/g, '');
