/** What the bot says of itself: who is not known, how to say what, and what it did not understand. */
import type { Guess, WishKind } from '../../../core/chat/intent.js';
import { SAY } from '../../../core/chat/wordings.js';
import { drafting, pagesHere, type Reply, reply, saying } from './reply.js';
import { standerOf, type Talk } from './talk.js';
import { waitingCounts, waitingIn } from './waiting.js';

/** Nothing else is told to somebody unknown, not even whether a task exists. */
export const strangerReply = (): Reply =>
  reply({
    title: '我是督办助手，还不认识您',
    foot: '请联系巡察办，把您的账号和督办里的姓名对应起来。对应以后，再来和我说话就可以了。',
  });

export const unboundReply = (): Reply =>
  reply({ title: '这个群还没有接入督办', foot: '请联系巡察办，说明这个群属于哪个单位。您本人的任务可以单独问我。' });

const ABOUT: Readonly<Record<WishKind, { readonly title: string; readonly words: string }>> = {
  progress: { title: '报进展', words: '说编号、完成了多少、做了什么。我先复述一遍，您确认后才提交；照片可以接着发。' },
  askExtension: { title: '申请延期', words: '说编号、延到哪天、为什么。由巡察办决定，批准前完成时限不变。' },
  acknowledge: { title: '已知悉', words: '收到提醒后说一声，这一级的提醒就不再重复。' },
  snooze: { title: '稍后提醒', words: '说哪天再提醒，不会晚于完成时限。' },
  sign: { title: '签收', words: '说签收和编号。' },
  submit: { title: '申请验收', words: '材料齐了以后说编号和申请验收。' },
  urge: { title: '催办', words: '说催办和编号，责任人马上收到，一天一次。' },
};

const ASK = [
  saying('我的任务', '我的任务'),
  saying('今天到期', '今天到期'),
  saying('本周到期', '本周到期'),
  saying('逾期', '逾期'),
  saying('统计', '统计'),
];

/** An example names a task that the reader can try it on: their own where they have one. */
export async function sampleNumber({ seen, viewer }: Talk): Promise<number> {
  const own = await seen.first({ open: true, mine: standerOf(viewer) }, 1);
  const [row] = own.length > 0 ? own : await seen.first({ open: true }, 1);
  return row?.task.number ?? SAMPLE;
}

const SAMPLE = 3;
const sayFor = (guess: Guess, number: number): string => SAY[guess].say.replaceAll(/\d+号/g, `${number}号`);

export async function helpReply(about: WishKind | null, talk: Talk): Promise<Reply> {
  const number = await sampleNumber(talk);
  const links = [{ words: '打开我的任务', url: pagesHere(talk)('my') }];
  if (about !== null) {
    const { title, words } = ABOUT[about];
    return reply({
      title: `${title}可以这样说`,
      lines: [{ key: '例如', value: sayFor(about, number) }],
      foot: words,
      links,
      buttons: [drafting('照着写', sayFor(about, number))],
    });
  }
  return reply({
    title: '我是督办助手，可以这样跟我说',
    lines: [
      { key: '查任务', value: '我的任务、逾期、本周到期' },
      { key: '看一项', value: `${number}号，或者任务里的几个字` },
      { key: '报进展', value: sayFor('progress', number) },
      { key: '延期', value: `${number}号延期一周 因为没到货` },
      { key: '验收', value: `${number}号申请验收；签收${number}号` },
      { key: '统计', value: '我的统计、本科室统计' },
    ],
    foot: '要改动数据的话，我会先复述一遍，您确认后才提交。',
    links,
    buttons: ASK,
  });
}

const WISH_GUESSES = Object.keys(ABOUT);

export async function unclearReply(guess: Guess, talk: Talk): Promise<Reply> {
  const number = await sampleNumber(talk);
  if (guess === 'help')
    return reply({
      title: '这句话我没有听懂',
      foot: `可以说“我的任务”“逾期”“${number}号”，或说“帮助”看看我能做什么。`,
      buttons: ASK,
    });
  const say = sayFor(guess, number);
  const isWish = WISH_GUESSES.includes(guess);
  return reply({
    title: '这句话我没有听懂',
    lines: [{ key: '您是想', value: say }],
    foot: isWish ? '如果是，请照这样说，把编号和内容换成您的。' : '如果是，请点下面的按钮，或照这样说。',
    buttons: [isWish ? drafting('照着写', say) : saying(say, say), saying('帮助', '帮助')],
  });
}

/** A button that is none of ours any more. */
export const staleReply = (): Reply =>
  reply({ title: '这个按钮已经不能用了', foot: '请打开“我的任务”办理，或把要办的事说一遍。', buttons: [saying('我的任务', '我的任务')] });

/** 同意 and 好的 are said of much: what waits for a decision elsewhere is told with it. */
export async function nothingWaits(talk: Talk): Promise<Reply> {
  const waiting = await waitingIn(talk);
  const elsewhere = waiting.length === 0 ? '' : `${waitingCounts(waiting).join('，')}，请打开办理。`;
  return reply({
    title: '现在没有等您确认的事',
    foot: `${elsewhere}要确认的事 30 分钟内有效，只能确认一次。如果刚才的没有办成，请再说一遍。`,
    links: waiting.slice(0, 1).map(({ link }) => link),
    buttons: [saying('我的任务', '我的任务'), saying('帮助', '帮助')],
  });
}

export const nothingToCancel = (): Reply =>
  reply({
    title: '没有要取消的事',
    foot: '没有等您确认的事，也没有提交什么。已经提交的，请打开任务办理。',
    buttons: [saying('我的任务', '我的任务')],
  });

/** 谢谢, or 收到 where nothing waits. */
export const thanksReply = (title: string, talk: Talk): Reply =>
  reply({
    title,
    foot: '有事随时说一声，例如“我的任务”。',
    links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons: [saying('我的任务', '我的任务')],
  });
