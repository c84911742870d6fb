/** What a message's button does when it is pressed, as the text that a platform carries back to us. Pure. */

/** Acts for which nothing has to be written or looked at. */
const ACTS = ['sign', 'respond', 'acknowledge'] as const;
const KEY = /^([a-z]+):([0-9A-Za-z_-]{1,64})$/i;

export interface Press {
  readonly act: (typeof ACTS)[number];
  readonly taskId: string;
}

/** `sign:<taskId>`: who pressed it, and whether they may, is told by the platform and decided at the act. */
export const pressKey = ({ act, taskId }: Press): string => `${act}:${taskId}`;

/** Null where it is no such button: the conversation may know it. */
export function pressIn(key: string): Press | null {
  const [, name, taskId] = KEY.exec(key) ?? [];
  const act = ACTS.find((known) => known === name);
  return act === undefined || taskId === undefined ? null : { act, taskId };
}
