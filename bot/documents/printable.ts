/** What an XML file can hold of a text that people typed: no control characters, no halves of a sign. */
export const printable = (text: string): string =>
  Buffer.from(text)
    .toString()
    .replaceAll(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '');
