/** A notice's key says why it exists; it is unique for good, so making it twice is harmless. */
import type { Day } from '../time/day.js';
import type { Recipient } from './model.js';

const who = (recipient: Recipient): string => `${recipient.kind}:${recipient.id}`;

/** `task : deadline number or month : rung : recipient`. */
export const noticeKey = (taskId: string, period: string, rung: string, recipient: Recipient): string =>
  `${taskId} : ${period} : ${rung} : ${who(recipient)}`;

/** A note says one thing once to each: `note : outage-2026-12-08 : person:fang`. */
export const noteKey = (about: string, recipient: Recipient): string => `note : ${about} : ${who(recipient)}`;

/** The leading group hears one word a week, named by its Monday. */
export const weeklyKey = (monday: Day): string => `weekly : ${monday}`;

/** A group hears one digest a day. */
export const groupDigestKey = (groupId: string, day: Day): string => `group:${groupId} : ${day}`;
