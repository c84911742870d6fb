/** A message as one of its readers gets it. */
import type { MessageWords } from '../../../bot/services.js';
import type { Recipient } from '../../../core/notice/model.js';
import { type Day, instantAt } from '../../../core/time/day.js';

export interface Scene {
  readonly name: string;
  readonly to: Recipient['kind'];
  readonly message: MessageWords;
}

/** A Friday: three days before it and after it are workdays. */
export const TODAY = '2026-11-27';
export const at = (time: string, day: Day = TODAY): Date => instantAt(day, time);
