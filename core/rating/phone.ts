/** Telephone numbers as citizens type them, and as everybody else sees them. Pure. */

/** A mobile number or a landline with its area code, without blanks and hyphens; null where it is neither. */
export function phoneIn(typed: string): string | null {
  const digits = typed
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^\+?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) || /^0\d{9,11}$/.test(digits) ? digits : null;
}

/** `138****0000`. */
export const maskedPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** A typed text without whole numbers: they belong into the field that is encrypted. */
export const withoutPhones = (text: string): string =>
  text.replace(/\d+/g, (digits) => (/^(86)?1[3-9]\d{9}$/.test(digits) ? maskedPhone(digits.slice(-11)) : digits));
