/** Ids made on the phone: 24 characters of 0-9a-z, unlikely enough to meet twice. */
const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

export const newId = (random: () => number = Math.random): string =>
  Array.from({ length: 24 }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? '0').join('');
