/** Passwords that are tried first: the most common ones here, one character over and over, keys in a row. */

const COMMON: ReadonlySet<string> = new Set([
  ...['password', 'password1', 'passw0rd', 'p@ssw0rd', 'iloveyou', 'admin123', 'admin888', 'administrator', 'root1234', 'test1234'],
  ...['a1234567', 'a12345678', 'a123456789', 'aa123456', 'aa12345678', 'abc12345', 'abc123456', 'abcd1234', 'qq123456', 'woaini1314'],
  ...['12341234', '123123123', '11223344', '12344321', '147258369', '13145200', '5201314520', '1qaz2wsx', '1q2w3e4r', 'qwer1234'],
  ...['asdf1234', 'qwerty123', 'zxcv1234', 'q1w2e3r4', '1234qwer', 'qazwsxedc', 'zaq12wsx'],
]);

const ROWS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];
const BACKWARDS = ROWS.map((row) => [...row].reverse().join(''));

/** Width and case do not make it better. */
export function isWeakPassword(typed: string): boolean {
  const password = typed.normalize('NFKC').trim().toLowerCase();
  return COMMON.has(password) || /^(.)\1*$/u.test(password) || [...ROWS, ...BACKWARDS].some((row) => row.includes(password));
}
