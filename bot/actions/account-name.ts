/** Account names in the one form they are kept and compared in. */

/** NFKC, no blanks at the ends, lower case: `Ｌin ` signs in as `lin`. */
export const accountName = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

/** Letters, digits and `. _ - @`, Chinese too; what cannot be seen or typed again is out. */
export const isAccountName = (name: string): boolean => /^[\p{L}\p{N}._@-]{2,40}$/u.test(name);
