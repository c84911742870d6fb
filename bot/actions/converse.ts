/**
 * The bot answers. One door for the preview chat and for the callbacks of WeCom and DingTalk: who speaks, where, what was said →
 * an answer in words and as a card. What would change data is only ever asked back; 确认 takes it through `act`.
 */
import type { Intent, Wish, WishKind } from '../../core/chat/intent.js';
import { typed } from '../../core/chat/fold.js';
import type { Viewer } from '../../core/people/model.js';
import { choiceIn, type Picked, pressesIn } from '../../core/notice/press.js';
import { Refusal } from '../../core/refusal.js';
import type { SentPhoto, Services } from '../services.js';
import { actByPresses } from './press-card.js';
import { answerChoice } from './converse/answer-choice.js';
import { helpReply, nothingWaits, staleReply, thanksReply, strangerReply, unboundReply, unclearReply } from './converse/help.js';
import { finishedWish } from './converse/lack.js';
import { listReply } from './converse/lists.js';
import { meaningOf } from './converse/meaning.js';
import { meantReply, SAID, TASK_LIST } from './converse/one-task.js';
import { takePhotos, type Photo } from './converse/photos.js';
import { besidePhotos, PHOTOS_ALONE, propose, proposeSent } from './converse/propose.js';
import { type Reply, reply } from './converse/reply.js';
import { decisionReply } from './converse/decision.js';
import { cancel, confirm, edit, pick, stillOpen } from './converse/settle.js';
import { statisticsReply } from './converse/statistics.js';
import type { Where } from './converse/seen.js';
import { type Talk, talkOf } from './converse/talk.js';
import { weeklyReply } from './converse/week.js';

export type { Reply, Where };

export interface Utterance {
  /** The platform's id of this message, or the phone's: letters and digits, 8–40. The same message again is the same question. */
  readonly messageId: string;
  readonly text: string;
  /** The key of a card's button that was pressed instead of saying anything. */
  readonly press?: string | undefined;
  /** What was chosen beside it. */
  readonly picked?: Picked | undefined;
  /** Photos that came with it, not stored yet. */
  readonly photos?: readonly Photo[];
  /** Photos sent to the bot, still with their platform. */
  readonly sent?: readonly SentPhoto[];
  /** Photos stored already, for the task last talked about. */
  readonly evidenceIds?: readonly string[];
}

/** `viewer` null: whoever speaks is not connected to anybody. Never throws for what a rule says: that is an answer too. */
export async function converse(services: Services, viewer: Viewer | null, where: Where, said: Utterance): Promise<Reply> {
  if (viewer === null) return strangerReply();
  if (where.kind === 'group' && where.group === null) return unboundReply();
  const talk = await talkOf(services, viewer, where, said.messageId);
  try {
    return await answer(talk, said);
  } catch (error) {
    if (error instanceof Refusal) return reply({ title: '没有办成', foot: `${error.message}${error.remedy ?? ''}` });
    throw error;
  }
}

async function answer(talk: Talk, said: Utterance): Promise<Reply> {
  if (said.press !== undefined) return pressed(talk, said.press, said.picked);
  const heard = typed(said.text);
  const { sent = [] } = said;
  if (sent.length > 0) return proposeSent(sent, besidePhotos(await meaningOf(heard, talk), heard), heard, talk);
  const evidenceIds = [...(said.evidenceIds ?? []), ...(await takePhotos(talk, said.photos ?? []))];
  if (evidenceIds.length > 0 && heard === '') return propose({ wish: PHOTOS_ALONE, heard, evidenceIds }, talk);
  const intent = await meaningOf(heard, talk);
  if (evidenceIds.length > 0 && intent.kind !== 'progress') return propose({ wish: { ...PHOTOS_ALONE, text: heard }, heard, evidenceIds }, talk);
  return answerTo(intent, talk, heard, evidenceIds);
}

const WISHES: readonly WishKind[] = ['progress', 'askExtension', 'acknowledge', 'snooze', 'sign', 'submit', 'urge'];
const isWish = (intent: Intent): intent is Wish => (WISHES as readonly string[]).includes(intent.kind);

const isReceipt = (intent: Intent): boolean =>
  intent.kind === 'thanks' || (intent.kind === 'acknowledge' && intent.which.numbers.length === 0 && intent.which.unknown === null);

async function answerTo(intent: Intent, talk: Talk, heard: string, evidenceIds: readonly string[] = []): Promise<Reply> {
  // 好的收到 answers no question, and a question that is passed over is forgotten by whoever asked.
  if (isReceipt(intent)) {
    const open = await stillOpen(talk);
    if (open !== null) return open;
  }
  if (isWish(intent)) return propose({ wish: intent, heard, evidenceIds }, talk);
  const finished = await finishedWish(intent, heard, talk);
  if (finished !== null) return propose({ ...finished, evidenceIds }, talk);
  switch (intent.kind) {
    case 'confirm':
      return confirm(talk, null);
    case 'cancel':
      return cancel(talk, null);
    case 'decision':
      return decisionReply(intent, talk);
    case 'slip':
      return meantReply(intent.which, talk, () => '没有提交：完成多少只能是 0% 到 100%，请改好后再说一遍。');
    case 'task':
      return task(intent, talk);
    case 'thanks':
      return thanksReply('不用谢', talk);
    case 'statistics':
      return statisticsReply(intent, talk);
    case 'weekly':
      return weeklyReply(talk);
    case 'help':
      return helpReply(intent.about, talk);
    case 'unclear':
      return unclearReply(intent.guess, talk);
    default:
      return listReply(intent, talk);
  }
}

async function task({ which }: Extract<Intent, { kind: 'task' }>, talk: Talk): Promise<Reply> {
  const [number] = which.numbers;
  const picked = which.numbers.length === 1 && number !== undefined ? await pick(talk, null, number) : null;
  return picked ?? meantReply(which, talk);
}

/** `confirm:<id>`, `edit:<id>`, `cancel:<id>`, `pick:<question>:<number>`, `say:<sentence>`, `draft:<sentence>`, else a reminder's own. */
async function pressed(talk: Talk, key: string, picked: Picked = {}): Promise<Reply> {
  const [, verb = '', rest = ''] = /^([a-z]+):([\s\S]*)$/.exec(key) ?? [];
  switch (verb) {
    case 'confirm':
      return confirm(talk, rest);
    case 'edit':
      return edit(talk, rest);
    case 'cancel':
      return cancel(talk, rest);
    case 'pick':
      return pickedTask(talk, rest, picked);
    case 'say':
      return answer(talk, { messageId: talk.messageId, text: rest });
    case 'draft':
      return reply({ title: '请接着写，再发给我', lines: [{ key: '开头', value: rest }], foot: '写上完成了多少、做了什么。', draft: rest });
    default:
      return pressedAct(talk, key, picked);
  }
}

/** By the number on the button, or the one chosen in a list. */
async function pickedTask(talk: Talk, rest: string, picked: Picked): Promise<Reply> {
  const [question = '', tapped] = rest.split(':');
  const number = Number(tapped ?? picked[TASK_LIST] ?? 0);
  if (question === SAID) return answer(talk, { messageId: talk.messageId, text: `${number}号` });
  return (await pick(talk, question, number)) ?? nothingWaits(talk);
}

/** A button of a reminder: 签收, 已知悉, 稍后提醒, 我已响应. */
async function pressedAct(talk: Talk, key: string, picked: Picked): Promise<Reply> {
  const told = choiceIn(key);
  if (told !== null) return answerChoice(told, talk);
  const { services, viewer, messageId } = talk;
  const [first, ...others] = pressesIn(key, picked);
  if (first === undefined) return staleReply();
  const { words } = await actByPresses(services, viewer, [first, ...others], `press-${messageId}`);
  return reply({ title: words });
}
