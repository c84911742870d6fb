/** A share as it is told: whole percent, the count always beside it. Pure. */

/** `whole` is at least 1. */
export const shareWords = (part: number, whole: number): string => `${Math.round((100 * part) / whole)}%`;
