/** The first few of a list of names, as a sentence carries them. Pure. */

/** `林静、周敏等`: at most `most`, 等 where there are more; empty for none. */
export const firstNames = (names: readonly string[], most: number): string => `${names.slice(0, most).join('、')}${names.length > most ? '等' : ''}`;
