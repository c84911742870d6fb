/** What a card's button does when it is pressed, as the text that a platform carries back to us. Pure. */
import type { CardAct } from '../contract/chat.js';

const ACTS: readonly CardAct['act'][] = ['sign', 'respond', 'acknowledge'];
const KEY = /^([a-z]+):([0-9A-Za-z_-]{1,64})$/i;

/** `sign:<taskId>`: who pressed it, and whether they may, is told by the platform and decided at the act. */
export const pressKey = ({ act, taskId }: Pick<CardAct, 'act' | 'taskId'>): string => `${act}:${taskId}`;

/** Null where it is no button of ours. */
export function pressIn(key: string): Pick<CardAct, 'act' | 'taskId'> | null {
  const [, name, taskId] = KEY.exec(key) ?? [];
  const act = ACTS.find((known) => known === name);
  return act === undefined || taskId === undefined ? null : { act, taskId };
}
