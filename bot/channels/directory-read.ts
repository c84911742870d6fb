/** What reading a directory gives, how large one may be, and how what a platform lists is told from rubbish. */
import type { Department, DirectoryMember } from '../../core/people/directory.js';

export type DirectoryRead =
  | {
      readonly kind: 'read';
      readonly departments: readonly Department[];
      readonly members: readonly DirectoryMember[];
      /** What the platform does not show us, zh-CN. */
      readonly notes: readonly string[];
    }
  | Unread;

/** `words`: what to do, zh-CN. `connection`: messages go by the same token, which the platform refused. */
export interface Unread {
  readonly kind: 'failed';
  readonly words: string;
  readonly stops: 'nothing' | 'connection';
}

const unread = (words: string): Unread => ({ kind: 'failed', words, stops: 'nothing' });

type Json = Readonly<Record<string, unknown>>;

const MOST_DEPARTMENTS = 3_000;
const MOST_MEMBERS = 50_000;
/** Whoever reads holds the directory for ten minutes. */
const LONGEST_MS = 8 * 60_000;

export const objectsIn = (list: unknown): readonly Json[] =>
  Array.isArray(list) ? list.filter((one): one is Json => typeof one === 'object' && one !== null) : [];

/** Numbers and texts, as texts. */
export const idsIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((one) => typeof one === 'number' || typeof one === 'string').map(String) : [];

export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What is listed so far, each once; a member in several departments is one. */
export interface Tray {
  readonly departments: Map<string, Department>;
  readonly members: Map<string, DirectoryMember>;
  add(userId: string, name: string, departmentIds: readonly string[]): void;
  /** Why it cannot go on; null: it can. `where`: the console's own words of how to see less. */
  tooMuch(where: string): Unread | null;
  done(notes: readonly string[]): DirectoryRead;
}

export function emptyTray(): Tray {
  const [departments, members, begun] = [new Map<string, Department>(), new Map<string, DirectoryMember>(), performance.now()];
  return {
    departments,
    members,
    add: (userId, name, departmentIds) => {
      if (userId === '' || name === '') return;
      const before = members.get(userId)?.departmentIds ?? [];
      members.set(userId, { userId, name, departmentIds: [...new Set([...before, ...departmentIds])] });
    },
    tooMuch: (where) => {
      if (departments.size > MOST_DEPARTMENTS || members.size > MOST_MEMBERS)
        return unread(`通讯录太大：部门超过 ${MOST_DEPARTMENTS} 个或成员超过 ${MOST_MEMBERS} 人。请在${where}里只保留被巡察单位，再重新读取。`);
      if (performance.now() - begun < LONGEST_MS) return null;
      return unread(`读取超过 ${LONGEST_MS / 60_000} 分钟，没有读完。请过一会儿重新读取，或在${where}里只保留被巡察单位。`);
    },
    done: (notes) => ({ kind: 'read', departments: [...departments.values()], members: [...members.values()], notes }),
  };
}
