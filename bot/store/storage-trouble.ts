/** What disk and network do to a write, in words for the person whose photo it was. */
import { MongoError, MongoNetworkError, MongoServerSelectionError } from 'mongodb';
import { Refusal } from '../../core/refusal.js';

const OUT_OF_DISK_SPACE = 14_031;

const REMEDY = '您填写的内容还在，请稍后重试；如多次出现，请告知巡察办。';
const notStored = (why: string): Refusal => new Refusal('blob-not-stored', `文件没有存下来：${why}。`, { kind: 'unavailable', remedy: REMEDY });

export const diskFull = (): Refusal => notStored('服务器磁盘空间不足');

/** Answers a Refusal `blob-not-stored` for what the office can mend; anything else stays the bug it is. */
export function storageTrouble(error: unknown): unknown {
  const isFull = error instanceof MongoError && error.code === OUT_OF_DISK_SPACE;
  if (!isFull && !(error instanceof MongoNetworkError) && !(error instanceof MongoServerSelectionError)) return error;
  return isFull ? diskFull() : notStored('数据库暂时连接不上');
}
