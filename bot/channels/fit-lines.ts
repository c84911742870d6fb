/** Cuts a message to a platform's limit of bytes on whole lines. The last line stays: it holds the link. */

const CUT = '……（内容较长，其余请打开链接查看）';

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** As much of one line as fits, never half a character. */
function headOf(line: string, maxBytes: number): string {
  let [head, bytes] = ['', 0];
  for (const character of line) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) break;
    head += character;
  }
  return head;
}

export function fitLines(text: string, maxBytes: number): string {
  if (bytesOf(text) <= maxBytes) return text;
  const lines = text.trimEnd().split('\n');
  const wanted = lines.length > 1 ? [CUT, lines.pop() ?? ''] : [CUT];
  const end = bytesOf(wanted.join('\n')) <= maxBytes / 2 ? wanted : [CUT];
  const room = maxBytes - bytesOf(end.join('\n')) - 1;
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    if (used + bytesOf(line) + 1 > room) break;
    kept.push(line);
    used += bytesOf(line) + 1;
  }
  if (kept.length === 0) kept.push(headOf(lines[0] ?? '', room));
  return [...kept, ...end].join('\n');
}
