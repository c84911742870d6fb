/** What the 是否敏感 and 是否涉密 cells say. What is secret by law has no place here: a fault, never a mark. */

/** Null: the cell is empty, and says nothing. */
export type SensitiveRead = { readonly sensitive: boolean | null } | { readonly fault: string };

const YES = /^(是|有|[√✓✔☑■●]|1|y|yes|true|敏感|涉敏|敏感问题|属敏感|属于敏感|是敏感问题|涉及敏感信息)$/i;
const NO = /^(否|不是|无|没有|[×✗✘☐□○]|0|n|no|false|不敏感|非敏感|不涉敏|非涉敏|不涉及|非涉密|不涉密|未涉密|非密|公开|普通|一般|[-—–/\\]+)$/i;
const SECRET = /密$/;
const SHOWN = 20;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/[。.;]+$/, '');

const secretFault = (text: string): string =>
  `写的是“${text.trim().slice(0, SHOWN)}”。本系统为非涉密系统，严禁上传国家秘密、工作秘密：涉密的请从台账中删去这一行，不涉密的请写“否”。`;

export function readSensitive(text: string): SensitiveRead {
  const word = plain(text);
  if (word === '') return { sensitive: null };
  if (NO.test(word)) return { sensitive: false };
  if (YES.test(word)) return { sensitive: true };
  if (SECRET.test(word)) return { fault: secretFault(text) };
  return { fault: `“${text.trim().slice(0, SHOWN)}”看不出是不是敏感问题。请写“是”或“否”，不敏感的可以空着。` };
}

/** Why a row may not be taken in; null: it is not secret. */
export function secretIn(text: string): string | null {
  const word = plain(text);
  return word === '' || NO.test(word) ? null : secretFault(text);
}
