/** A figure as people type it, `12.5`, `１２`, `-3`; null where it is none. Needs no Taro. */
export function figureTyped(typed: string): number | null {
  const text = typed.normalize('NFKC').replaceAll(/[\s,]/g, '');
  return /^-?\d{1,9}(\.\d{1,4})?$/.test(text) ? Number(text) : null;
}
