/**
 * What a QR code says before it is signed. `window`: printed, good until revoked. `screen`: shown on a screen, good for its day.
 * `service`: on a queue ticket or shown for one service, good for its day and for one rating. Pure; signing is the service's.
 */
import { type Day, isDay } from '../time/day.js';

export type RatingCode =
  | { readonly kind: 'window'; readonly windowId: string; readonly number: number }
  | { readonly kind: 'screen'; readonly windowId: string; readonly number: number; readonly day: Day }
  | { readonly kind: 'service'; readonly windowId: string; readonly number: number; readonly day: Day; readonly serviceNumber: string };

const LETTER = { window: 'w', screen: 's', service: 'n' } as const;
/** Letters a service number may have; as it is written on the ticket. */
export const SERVICE_NUMBER = /^[0-9A-Za-z-]{1,32}$/;

/** The part that is signed: letters, digits, `-` and dots, so that it stands in an address as it is. */
export function unsigned(code: RatingCode): string {
  const head = [LETTER[code.kind], code.windowId, String(code.number)];
  if (code.kind === 'window') return head.join('.');
  const daily = [...head, code.day.replaceAll('-', '')];
  return (code.kind === 'screen' ? daily : [...daily, code.serviceNumber]).join('.');
}

const dayIn = (text: string | undefined): Day | null => {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '');
  const day = parts === null ? '' : `${parts[1]}-${parts[2]}-${parts[3]}`;
  return isDay(day) ? day : null;
};

/** Null where it is no code of ours. Says nothing about who signed it. */
export function codeIn(text: string): RatingCode | null {
  const [letter, windowId = '', digits = '', date, serviceNumber, ...rest] = text.split('.');
  if (!/^[0-9a-f]{24}$/.test(windowId) || !/^\d{1,6}$/.test(digits) || rest.length > 0) return null;
  const head = { windowId, number: Number(digits) };
  if (letter === LETTER.window) return date === undefined ? { kind: 'window', ...head } : null;
  const day = dayIn(date);
  if (day === null) return null;
  if (letter === LETTER.screen) return serviceNumber === undefined ? { kind: 'screen', ...head, day } : null;
  const isWhole = letter === LETTER.service && serviceNumber !== undefined && SERVICE_NUMBER.test(serviceNumber);
  return isWhole ? { kind: 'service', ...head, day, serviceNumber } : null;
}

/** Why a rightly signed code is not taken; null: it is. */
export function codeFault(code: RatingCode, window: { readonly codeNumber: number; readonly active: boolean } | null, today: Day): string | null {
  if (window === null || !window.active) return '这个窗口已停用，不再接受评价。';
  if (code.kind !== 'window' && code.day !== today) return '这个二维码只在当天有效。';
  return code.number === window.codeNumber ? null : '这个二维码已更换。';
}
