/** What the office is told of an outage and of people who left a platform's directory, in words. Pure. */
import type { Person } from '../people/model.js';
import { type Day, dayWords, instantWords } from '../time/day.js';
import type { NoteToTell } from './note.js';

/** The first and the last workday that was missed. */
interface Outage {
  readonly from: Day;
  readonly until: Day;
}

/** `12月3日至 12月8日`, `12月3日`. */
const spanWords = ({ from, until }: Outage, today: Day): string =>
  from === until ? dayWords(from, today) : `${dayWords(from, today)}至 ${dayWords(until, today)}`;

export const outageTitle = (missed: Outage, today: Day): string => `系统 ${spanWords(missed, today)}停止服务`;

/** `last`: the last look before it. */
export const outageNote = (outage: Outage & { readonly count: number }, last: Date, today: Day): NoteToTell => ({
  about: `outage-${outage.from}`,
  title: outageTitle(outage, today),
  lines: [`期间应发的 ${outage.count} 条提醒已合并补发，名单见“更多”里的“运行情况”。`, `停止前最后一次核对在 ${instantWords(last, today)}。`],
  opens: { page: 'operations' },
  urgent: false,
});

export const LEFT_REMEDY = '请在“人员”里停用他，并给他名下的任务换责任人；只是换了账号的，请改正账号。';

/** `kind` and `platform`: the application by its id and its name. `open`: tasks still in this person's name. */
export const leftNote = (person: Pick<Person, 'id' | 'name'>, kind: string, platform: string, open: number, today: Day): NoteToTell => ({
  about: `left-${kind}-${person.id}-${today}`,
  title: `${person.name}离开了${platform}，还有 ${open} 项任务`,
  lines: [`本人已不在${platform}通讯录里，名下还有 ${open} 项没办结的任务。`, LEFT_REMEDY],
  opens: { page: 'people' },
  urgent: false,
});
