/** WeCom's XML as flat texts. A user's id `00123` stays as it is, and nothing in it is an instruction to the parser. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

const parser = new XMLParser({ parseTagValue: false, trimValues: false, processEntities: false, ignoreAttributes: true });

/** The parser throws at names that are traps, `__proto__` among them. */
function rootOf(text: string): unknown {
  try {
    return (parser.parse(text) as Readonly<Record<string, unknown>>)['xml'];
  } catch {
    return null;
  }
}

/** What follows the words of a CDATA section; nothing where it does not end. */
function afterWords(section: string): string {
  const end = section.indexOf(']]>');
  return end === -1 ? '' : section.slice(end);
}

/** A document type, an entity, a comment: the platform has none of them, but whoever pastes a page writes them in their words. */
function hasDeclarations(text: string): boolean {
  const [head = '', ...sections] = text.split('<![CDATA[');
  return [head, ...sections.map(afterWords)].some((markup) => markup.includes('<!'));
}

/** The members of `<xml>` that are texts. Null for what is no such document. */
export function readXml(text: string): Readonly<Record<string, string>> | null {
  if (hasDeclarations(text) || XMLValidator.validate(text) !== true) return null;
  const root = rootOf(text);
  if (typeof root !== 'object' || root === null) return null;
  return Object.fromEntries(Object.entries(root).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

const partsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'object' && one !== null);
const memberOf = (value: unknown, name: string): unknown => partsIn(value)[0]?.[name];

/** `<SelectedItems>` of a submitted card: the first option of each list, for ours take one. Null: nothing was chosen. */
export function readSelected(text: string): Readonly<Record<string, string>> | null {
  const items = partsIn(memberOf(memberOf(rootOf(text), 'SelectedItems'), 'SelectedItem'));
  const picked = items.flatMap((item) => {
    const [list, option] = [item['QuestionKey'], memberOf(item['OptionIds'], 'OptionId')];
    const first: unknown = Array.isArray(option) ? option[0] : option;
    return typeof list === 'string' && typeof first === 'string' ? [[list, first] as const] : [];
  });
  return picked.length === 0 ? null : Object.fromEntries(picked);
}
