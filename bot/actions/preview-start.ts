/** Before 开始督办: who would get what, when, and which posts are still empty. The same function as the sweep. */
import { groupBy } from '../../core/group-by.js';
import type { StartPreview } from '../../core/contract/import.js';
import type { Round, Task } from '../../core/ledger/model.js';
import { type Item, itemsOf, keyOf, measureOf } from '../../core/notice/digest.js';
import { type Moment, noticesOf } from '../../core/notice/due-notices.js';
import { groupMorning, groupsWith, isInDigest } from '../../core/notice/group-morning.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import { nextSpeakingTime } from '../../core/notice/quiet-hours.js';
import { holdersFor } from '../../core/notice/recipients.js';
import { handsOf, vacanciesOf } from '../../core/people/gaps.js';
import { demand, mayImport } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { Services, TaskRow } from '../services.js';
import { inSteps } from './in-steps.js';
import { servedGroups, switchboardOf } from './lanes.js';
import { signInCheck } from './may-sign-in.js';
import { reachOf } from './reach.js';
import { recipientWords } from './recipient-words.js';
import { withdrawalOf, withdrawnWords } from './round-withdrawal.js';
import { momentOf } from './sweep.js';

/** Tasks looked at between two stops. */
const STEP = 100;
/** So many lines of one reader's first message are shown; nobody reads thousands before pressing a button. */
const MOST_LINES = 20;

export async function roundFor(services: Services, roundId: string): Promise<Round> {
  const round = await services.store.ledger.round(roundId);
  if (round === null) throw new Refusal('round-not-found', '没有找到这个轮次。', { kind: 'not-found', remedy: '请先导入台账。' });
  return round;
}

/** The moment of the first message if supervision began now: pressed at night or on a day off, it begins on the next workday. */
export async function momentOfFirstMessage(services: Services): Promise<Moment> {
  const moment = await momentOf(services);
  return { ...moment, now: nextSpeakingTime(moment.book.base, moment.calendar, moment.now) };
}

/** The first, then how many more there are. */
function firstOf(items: readonly Item[], roster: Roster): string[] {
  const rest = items.length - MOST_LINES;
  return [...items.slice(0, MOST_LINES).map((item) => lineOf(item, roster)), ...(rest > 0 ? [`另有 ${rest} 项`] : [])];
}

const lineOf = (item: Item, roster: Roster): string => {
  const owner = item.side === 'own' ? '' : `（${roster.person(item.task.ownerId)?.name ?? '责任人未配置'}）`;
  return `${keyOf(item)}：${measureOf(item)}${owner}`;
};

/** One line of people and groups each, as the outbox would have them. */
function messagesOf(rows: readonly TaskRow[], drafts: readonly NoticeDraft[], { now, calendar, roster }: Moment): StartPreview['messages'] {
  const at = instantWords(now, dayOf(now));
  const facts = new Map(rows.map((row) => [row.task.id, row]));
  const byRecipient = groupBy(drafts, ({ recipient: { kind, id } }) => `${kind}:${id}`);
  return [...byRecipient.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    if (first.recipient.kind === 'group') return [{ to: recipientWords(first.recipient, roster), at, lines: ['汇总：各单位逾期和临近时限的数量'] }];
    const items = itemsOf(own, facts, dayOf(now), calendar);
    return [{ to: recipientWords(first.recipient, roster), at, lines: firstOf(items, roster) }];
  });
}

function gapsIn(tasks: readonly Task[], { roster }: Moment): string[] {
  const unreviewed = tasks.filter((task) => holdersFor(task, 'reviewer', roster).length === 0).length;
  return [
    ...vacanciesOf(handsOf(tasks), roster),
    ...(unreviewed === 0 ? [] : [`${unreviewed} 项任务没有他人可以审核。请在人员里指定职能部门，或再指定一位巡察办人员。`]),
  ];
}

function aboutOf(tasks: readonly Task[]): string {
  const units = new Set(tasks.flatMap(({ unitId, coUnitIds }) => [unitId, ...coUnitIds]));
  const people = new Set(tasks.flatMap(({ ownerId, coOwnerIds, leaderId }) => [ownerId, ...coOwnerIds, leaderId]).filter((id) => id !== null));
  return `要开始督办 ${tasks.length} 项任务，涉及 ${units.size} 个单位、${people.size} 人。`;
}

/** `served`: groups that have a robot; what is meant for the others goes nowhere but into the preview chat. */
function wordsOf(drafts: readonly NoticeDraft[], served: ReadonlySet<string>, { now }: Moment): string {
  const ids = (kind: 'person' | 'group') => [
    ...new Set(drafts.filter(({ recipient }) => recipient.kind === kind).map(({ recipient }) => recipient.id)),
  ];
  const [people, groups] = [ids('person').length, ids('group')];
  const sent = groups.filter((id) => served.has(id)).length;
  const kept = groups.length - sent;
  if (people + groups.length === 0) return '现在没有要发的消息。开始督办后，临近时限的任务会逐步提醒。';
  const parts = [
    ...(people > 0 ? [`给 ${people} 人各 1 条`] : []),
    ...(sent > 0 ? [`由群机器人发到 ${sent} 个群，各 1 条`] : []),
    ...(kept > 0 ? [`${kept} 个群没有接入群机器人，汇总不会发到群里，只放在消息预览里`] : []),
  ];
  return `首批消息 ${instantWords(now, dayOf(now))} 发出：${parts.join('；')}。`;
}

async function withdrawalQuestion({ store }: Services, round: Round): Promise<string | null> {
  try {
    return `撤销《${round.name}》的导入？将删除 ${withdrawnWords(await withdrawalOf(store, round.id))}。`;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** What each task tells. A long round lets the others be answered in between. */
function* draftsOf(tasks: readonly Task[], moment: Moment): Generator<void, readonly NoticeDraft[]> {
  const drafts: NoticeDraft[] = [];
  for (const [at, task] of tasks.entries()) {
    drafts.push(...noticesOf(task, moment));
    if (at % STEP === STEP - 1) yield;
  }
  return drafts;
}

/** Only the office may ask. Nothing is changed and nothing is sent. */
export async function previewStart(services: Services, viewer: Viewer, roundId: string): Promise<StartPreview> {
  demand(mayImport(viewer), '查看首批督办消息');
  const round = await roundFor(services, roundId);
  const moment = await momentOfFirstMessage(services);
  const day = dayOf(moment.now);
  const waiting = (await services.store.tasks.ofRound(roundId)).filter(({ task }) => task.supervisedFrom === null);
  const rows = waiting.map(({ task, finding }) => ({ task: { ...task, supervisedFrom: day }, finding }));
  const tasks = rows.map(({ task }) => task);
  const leadingUnits = new Set(tasks.filter((task) => isInDigest(task, moment)).map(({ unitId }) => unitId));
  const board = await switchboardOf(services);
  const served = servedGroups(board);
  // A round that runs already has its morning digests; only the people of the added rows hear something new.
  const groups = round.supervisedFrom === null ? groupMorning(groupsWith(leadingUnits, served, moment), moment) : [];
  const drafts = [...(await inSteps(draftsOf(tasks, moment))), ...groups];
  return {
    roundId,
    roundName: round.name,
    about: tasks.length === 0 ? '' : aboutOf(tasks),
    words: round.supervisedFrom !== null && rows.length === 0 ? '这个轮次已经开始督办。' : wordsOf(drafts, served, moment),
    reach: reachOf(drafts, board, await signInCheck(services)),
    messages: messagesOf(rows, drafts, moment),
    gaps: gapsIn(tasks, moment),
    withdrawal: await withdrawalQuestion(services, round),
  };
}
