/** What citizens rate and what a rating is 评价 (好差评). Data only. */
import type { Day } from '../time/day.js';

/** A member of staff 窗口人员, known by their work number 工号 wherever they sit. */
export interface Staff {
  readonly workNumber: string;
  readonly name: string;
  /** The same person as a user of the house; null: is none. */
  readonly personId: string | null;
}

/** A service window 窗口 with what is done there and by whom. */
export interface ServiceWindow {
  readonly id: string;
  /** What stands above it: `3 号窗口`. */
  readonly name: string;
  readonly unitId: string;
  /** Who calls back and puts right 差评处理人; null: the leader of the unit. */
  readonly handlerId: string | null;
  /** Who hears of what is late 责任领导; null: whoever holds that post for the unit. */
  readonly leaderId: string | null;
  readonly staff: readonly Staff[];
  /** Names of services 事项: `社保登记`. */
  readonly services: readonly string[];
  /** Rises when its printed code is revoked; earlier prints are then void. */
  readonly codeNumber: number;
  /** A window that was closed takes no ratings; its history stays. */
  readonly active: boolean;
}

/** 1 非常不满意 … 5 非常满意. */
export type Level = 1 | 2 | 3 | 4 | 5;

/** 追评: once, after the ticket was answered. */
export interface FollowUp {
  readonly level: Level;
  readonly comment: string;
  readonly at: Date;
}

export interface Rating {
  readonly id: string;
  readonly windowId: string;
  readonly unitId: string;
  /** Work number of the member of staff; null: none was named. */
  readonly staffId: string | null;
  /** As the window called it then; null: none was named. */
  readonly service: string | null;
  readonly level: Level;
  readonly tags: readonly string[];
  readonly comment: string;
  /** The telephone number, sealed; null: none was left. */
  readonly sealedPhone: string | null;
  /** `138****0000`. */
  readonly maskedPhone: string | null;
  /** The signed number of the service it is about 办件编号; null: rated without one. */
  readonly serviceNumber: string | null;
  readonly photoIds: readonly string[];
  /** World time, and its day and month in UTC+8. */
  readonly at: Date;
  readonly day: Day;
  readonly month: string;
  /** The task that answers it; null: it was not bad. */
  readonly ticketId: string | null;
  /** False once an objection was upheld: it then counts nowhere. */
  readonly valid: boolean;
  readonly followUp: FollowUp | null;
  /** Rises with every write. */
  readonly version: number;
}

/** A reading of how long people wait at a window 等候时间, in minutes. World time. */
export interface WaitReading {
  readonly id: string;
  readonly windowId: string;
  readonly at: Date;
  readonly minutes: number;
}

/** What a base may decide for itself about ratings. */
export interface RatingRules {
  /** `realName`: a telephone number must be left. Rating is voluntary and anonymous unless local rules say otherwise. */
  readonly identity: 'anonymous' | 'realName';
  /** Ratings without a service number from one device a window a day. */
  readonly perDevice: number;
  /** Ratings without a service number from one network in ten minutes. A hall's own Wi-Fi is one network. */
  readonly perNetwork: number;
  /** So many minutes of waiting are aimed at; longer for `waitMinutes` on end raises an alarm. */
  readonly waitTarget: number;
  readonly waitMinutes: number;
  /** Ratings a month below which nobody is proposed as 服务之星. */
  readonly starAtLeast: number;
}

export const DEFAULT_RULES: RatingRules = {
  identity: 'anonymous',
  perDevice: 3,
  perNetwork: 60,
  waitTarget: 10,
  waitMinutes: 30,
  starAtLeast: 10,
};
