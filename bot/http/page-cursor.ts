/** Where the next page of a list begins, signed together with what the list was asked for: nobody makes one up or takes it elsewhere. */
import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../core/refusal.js';
import type { Secrets } from '../services.js';

/** What a list is asked for besides its page; texts only, as they come in an address. */
export type ListAsked = Readonly<Record<string, string | undefined>>;

export interface PageCursor {
  /** The position in a cursor that was handed out for this very list. Throws Refusal `cursor-void`. */
  open(cursor: string | undefined): string | undefined;
  seal(position: string | null): string | null;
}

const cursorVoid = (): Refusal =>
  new Refusal('cursor-void', '翻页位置已失效。', {
    remedy: '请回到列表开头，刷新后再往下翻。',
    faults: [{ place: '翻页位置', message: '已失效。' }],
  });

const isSame = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

export function pageCursor({ sign }: Pick<Secrets, 'sign'>, asked: ListAsked): PageCursor {
  const filter = Object.entries(asked).filter(([, text]) => text !== undefined && text !== '');
  const about = JSON.stringify(filter.sort(([a], [b]) => (a < b ? -1 : 1)));
  const markOf = (position: string): string => sign(`cursor\n${about}\n${position}`);
  return {
    open: (cursor) => {
      if (cursor === undefined || cursor === '') return undefined;
      const at = cursor.lastIndexOf('.');
      const position = cursor.slice(0, Math.max(at, 0));
      if (at < 1 || !isSame(cursor.slice(at + 1), markOf(position))) throw cursorVoid();
      return position;
    },
    seal: (position) => (position === null ? null : `${position}.${markOf(position)}`),
  };
}
