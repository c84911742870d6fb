/** The corpus of what officials type, read by the parser: what it is read as, and that nothing is ever changed by a misreading. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Intent, Known } from '../../../core/chat/intent.js';
import { hangsOnWords, understand } from '../../../core/chat/understand.js';

const CORPUS = new URL('../../bot/chat/corpus/', import.meta.url);
const read = <T>(name: string): readonly T[] => JSON.parse(readFileSync(new URL(`${name}.json`, CORPUS), 'utf8')) as T[];
const known = read<Known>('tasks');
/** A Wednesday. */
const TODAY = '2026-11-25';

interface Entry {
  readonly say: string;
  /** A kind of intent; `no`: anything that changes nothing. */
  readonly is: string;
  /** A task's number, `last` for the one last talked about, `ask` where several fit. */
  readonly about?: number | 'last' | 'ask';
  readonly percent?: number | null;
  /** What is kept of the sentence holds these. */
  readonly words?: string;
  readonly day?: string | readonly string[] | null;
  readonly days?: number;
  readonly until?: string | null;
  readonly of?: string;
}

const WISHES = ['progress', 'askExtension', 'acknowledge', 'snooze', 'sign', 'submit', 'urge'];
const isWish = ({ kind }: Intent): boolean => WISHES.includes(kind);

function aboutOf(intent: Intent): Entry['about'] {
  if (!('which' in intent)) return undefined;
  const [number, ...others] = intent.which.numbers;
  return number === undefined ? 'last' : others.length > 0 ? 'ask' : number;
}

/** What would be done: the kind, the task and the figures; not the words. */
function isRightDeed(entry: Entry, intent: Intent): boolean {
  if (entry.is === 'no') return !isWish(intent);
  if (intent.kind !== entry.is || (entry.about !== undefined && aboutOf(intent) !== entry.about)) return false;
  if (intent.kind === 'progress') return intent.percent === (entry.percent ?? null);
  if (intent.kind === 'askExtension')
    return (entry.day === undefined || [entry.day].flat().includes(intent.day)) && (entry.days === undefined || entry.days === intent.days);
  return !('until' in intent) || entry.until === undefined || entry.until === intent.until;
}

function isRight(entry: Entry, intent: Intent): boolean {
  if (!isRightDeed(entry, intent)) return false;
  if (intent.kind === 'statistics' && entry.of !== undefined) return intent.of === entry.of;
  const kept = intent.kind === 'progress' ? intent.text : intent.kind === 'askExtension' ? intent.reason : '';
  return entry.words === undefined || kept.includes(entry.words);
}

const judged = (entries: readonly Entry[]) => entries.map((entry) => ({ entry, intent: understand(entry.say, { today: TODAY, known, names: [] }) }));
const wrong = (entries: readonly Entry[]) => judged(entries).filter(({ entry, intent }) => !isRight(entry, intent));
/** Would change data, and not the data that were meant. */
const harmful = (entries: readonly Entry[]) => judged(entries).filter(({ entry, intent }) => isWish(intent) && !isRightDeed(entry, intent));
const words = (found: ReturnType<typeof judged>) => found.map(({ entry, intent }) => `${entry.say} → ${JSON.stringify(intent)}`);

/** `open` and `held` were written before the parser; `later` after it, to find what it misreads; `second` to `fifth` by people who never saw it. */
describe.each(['open', 'held', 'later', 'second', 'third', 'fourth', 'fifth'])('the %s part of the corpus', (part) => {
  const entries = read<Entry>(part);

  test('means the same whatever tasks are called, wherever that is not looked up', () => {
    const alone = (say: string): Intent => understand(say, { today: TODAY, known: [], names: [] });
    const looked = judged(entries).filter(({ entry }) => hangsOnWords(alone(entry.say)));
    const others = judged(entries).filter(({ entry }) => !hangsOnWords(alone(entry.say)));
    expect(Math.min(looked.length, others.length)).toBeGreaterThan(0);
    expect(others.map(({ entry }) => alone(entry.say))).toEqual(others.map(({ intent }) => intent));
  });

  test('is understood in at least 95 of 100 sentences', () => {
    const missed = wrong(entries);
    expect({
      right: 1 - missed.length / entries.length >= 0.95,
      missed: words(missed).slice(0, missed.length / entries.length > 0.05 ? 40 : 0),
    }).toEqual({
      right: true,
      missed: [],
    });
  });

  test('is long enough to say anything', () => {
    expect(entries.length).toBeGreaterThanOrEqual(90);
    expect(new Set(entries.map(({ is }) => is)).size).toBeGreaterThanOrEqual(12);
  });

  test('never yields a change of data that was not meant', () => {
    expect(words(harmful(entries))).toEqual([]);
  });
});

const PARSER = new URL('../../../core/chat/', import.meta.url);
const LITERAL = /(?<=[=(:,?[]\s*)\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+)\/[gu]*/g;
/** The patterns of the bot's language in which a choice of words repeats. */
const REPEATING = readdirSync(PARSER)
  .flatMap((name) => [...readFileSync(new URL(name, PARSER), 'utf8').matchAll(LITERAL)].map(([, source = '']) => source))
  .filter((source) => /\)[*+]/.test(source));

test('the patterns that repeat are found', () => {
  expect(REPEATING.length).toBeGreaterThan(10);
});

/** Milliseconds of the processor, which a busy machine does not change. */
function cost(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  return process.cpuUsage(start).user / 1_000;
}

test.each(REPEATING)('what repeats in %s is read in one way only', (source) => {
  const pattern = new RegExp(source);
  const words = [...new Set(source.match(/\p{Script=Han}+/gu))];
  for (const before of ['', ...words]) {
    // Two readings of each are hundreds of millions of all: seconds.
    for (const word of words) expect([before, word, cost(() => pattern.test(`${before}${word.repeat(28)}x`)) < 300]).toEqual([before, word, true]);
  }
});

/** What repeats was once readable in two ways, and of thirty such words the last one decided only after all their readings. */
test.each<readonly [piece: string, before: string, after: string]>([
  ['嗯', '', 'x'],
  ['就这样', '', 'x'],
  ['好的', '', 'x'],
  ['需要', '不', 'x延期'],
  ['必要', '没', 'x申请验收'],
  ['需要', '3号延期到12月20日 因为', 'x'],
  ['想要', '3号延期到12月20日 因为', 'x'],
  ['达到', '3号 没', 'x60%'],
  ['！', '', 'x'],
  ['3号和', '', '完成60%'],
])('a sentence full of %j is read as fast as any other', (piece, before, after) => {
  for (const times of [26, 500]) {
    const sentence = `${before}${piece.repeat(times)}`.slice(0, 500 - after.length) + after;
    expect(cost(() => understand(sentence, { today: TODAY, known, names: [] }))).toBeLessThan(500);
  }
});

test.each<readonly [said: string, day: string | null]>([
  ['2027年12月底', '2027-12-31'],
  ['明年12月底', '2027-12-31'],
  ['28年6月30日', '2028-06-30'],
  ['二〇二八年六月三十日', '2028-06-30'],
  ['2028年6月初', '2028-06-05'],
  ['2028年底', '2028-12-31'],
  ['后年6月30日', null],
  ['9999年12月31日', null],
  ['1999年1月1日', null],
  ['28-12-31', null],
  ['2月31日', null],
  ['13月1日', null],
])('延期到%s is that very day, or has to be said once more', (said, day) => {
  expect(understand(`3号延期到${said} 因为没到货`, { today: TODAY, known, names: [] })).toMatchObject({ kind: 'askExtension', day, days: null });
});

test('half a character is left out', () => {
  expect(understand('3号 完成60% 已\ud83d印\udc00发方案', { today: TODAY, known, names: [] })).toMatchObject({ percent: 60, text: '已印发方案' });
});

test.each(['101%', '１０１％', '-5%', '－5%', '负5%'])('3号 完成%s is a slip and no report', (share) => {
  const which = { numbers: [3], unknown: null };
  expect(understand(`3号 完成${share} 已印发`, { today: TODAY, known, names: [] })).toEqual({ kind: 'slip', which });
});

test.each([
  ['1号通过', 'decision'],
  ['审核通过', 'decision'],
  ['31号退回，缺会议纪要', 'decision'],
  ['不同意18号延期', 'decision'],
  ['催一下3号', 'urge'],
  ['3号催办', 'urge'],
  ['3号通过了吗', 'task'],
  ['3号被退回了', 'task'],
  ['3号催收欠款 完成60%', 'progress'],
  ['3号已催办施工单位，完成60%', 'progress'],
  ['催吴倩', 'unclear'],
  ['3号120%', 'slip'],
  ['进度150%', 'slip'],
  ['3号完成120%了吗', 'task'],
  ['3号经费超支120%', 'task'],
])('%s is read as %s', (said, kind) => {
  expect(understand(said, { today: TODAY, known, names: [] }).kind).toBe(kind);
});

test.each([
  ['谢谢', 'thanks'],
  ['好的谢谢', 'confirm'],
  ['辛苦了', 'thanks'],
  ['谢谢领导', 'thanks'],
  ['👍', 'help'],
  ['麻烦帮我看下', 'myTasks'],
  ['有什么要我审的', 'myTasks'],
  ['审核', 'myTasks'],
  ['哪个最急', 'myTasks'],
  ['今天要弄啥', 'myTasks'],
  ['我这边还有几项没完', 'myTasks'],
  ['13号想延期几天', 'askExtension'],
])('%s is read as %s', (said, kind) => {
  expect(understand(said, { today: TODAY, known, names: [] }).kind).toBe(kind);
});

test.each([
  ['5号上礼拜搞了两场大概弄完了七成左右吧剩下的下个月搞', 70, '上礼拜搞了两场大概弄完了七成左右吧剩下的下个月搞'],
  ['5号 完成60% 已印发方案', 60, '已印发方案'],
  ['5号已经完成六成，方案印发了', 60, '方案印发了'],
  ['5号方案印发了完成60%', 60, '方案印发了'],
])('%s keeps the words of the report whole', (said, percent, text) => {
  expect(understand(said, { today: TODAY, known, names: [] })).toMatchObject({ kind: 'progress', percent, text });
});

test.each([
  ['人事科逾期', { kind: 'late', named: '人事科' }],
  ['政务服务科的情况', { kind: 'statistics', of: null, named: '政务服务科' }],
  ['政务服务科', { kind: 'statistics', of: null, named: '政务服务科' }],
  ['人事科统计', { kind: 'statistics', of: null, named: '人事科' }],
  ['吴倩的任务', { kind: 'myTasks', named: '吴倩' }],
  ['何俊逾期了没', { kind: 'late', named: '何俊' }],
  ['人事科本周到期的', { kind: 'dueSoon', named: '人事科' }],
  ['31号何俊报了没', { kind: 'task' }],
  ['人事科的招聘 31号完成60%', { kind: 'progress' }],
])('%s is asked of whoever is named', (said, intent) => {
  const names = ['政务服务科', '人事科', '吴倩', '何俊'];
  expect(understand(said, { today: TODAY, known, names })).toMatchObject(intent);
});
