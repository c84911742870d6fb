/** Names and telephone numbers as people type them, brought into one form. */

const HAN = /\p{Script=Han}/u;

/**
 * NFKC, one kind of middle dot; blanks inside a Chinese name go (`王 芳` is 王芳), elsewhere they become one.
 * Control and invisible characters go everywhere.
 */
export function cleanName(name: string): string {
  const visible = name
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')
    .replace(/[•・∙⋅‧]/g, '·')
    .trim();
  return HAN.test(visible) && !/[A-Za-z]/.test(visible) ? visible.replace(/\s+/g, '') : visible.replace(/\s+/g, ' ');
}

/** Digits of a mobile number, or `0571-88123456` (with `-801` for an extension); null when it is neither. */
export function cleanPhone(phone: string): string | null {
  const typed = phone
    .normalize('NFKC')
    .replace(/[\s()]/g, '')
    .replace(/[‐-―−]/g, '-')
    .replace(/^(\+|00)86-?/, '');
  const digits = typed.replaceAll('-', '');
  if (/^1[3-9]\d{9}$/.test(digits)) return digits;
  return /^(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,6})?$/.test(typed) ? typed : null;
}
