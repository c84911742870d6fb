/** One-time codes as people read them out and type them: sixteen letters and digits without lookalikes, 80 bits. */
import { randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** `K7PM-3XQD-9WTR-H2CV`. */
export function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** As it is hashed: blanks, dashes and case do not matter, O is 0, I and L are 1. */
export const codeAsTyped = (code: string): string =>
  code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** Where the phone takes the code. */
export const joinLink = (publicUrl: string, code: string): string => `${publicUrl}/#/pages/join/index?code=${encodeURIComponent(code)}`;

/** The link says that nobody is known yet, so that the form asks for a name; whoever guesses codes learns nothing by it. */
export const firstJoinLink = (publicUrl: string, code: string): string => `${joinLink(publicUrl, code)}&first=1`;

/** Over the codes, once. Null where phones can open the service. */
export const codeWarning = (publicUrl: string): string | null =>
  opensHereOnly(publicUrl) ? '目前手机还打不开督办系统，口令发出去也用不了。请让安装系统的同事先设置手机能打开的网址（PUBLIC_URL）。' : null;

/** `localhost` on another machine is that machine itself. */
export const opensHereOnly = (publicUrl: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(publicUrl).hostname);
