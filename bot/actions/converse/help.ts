/** What the bot says of itself: who is not known, how to say what, and what it did not understand. */
import type { Guess, WishKind } from '../../../core/chat/intent.js';
import { SAY } from '../../../core/chat/wordings.js';
import { drafting, pagesHere, type Reply, reply, saying } from './reply.js';
import type { Talk } from './talk.js';

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

export function helpReply(about: WishKind | null, talk: Talk): Reply {
  const links = [{ words: '打开我的任务', url: pagesHere(talk)('my') }];
  if (about !== null) {
    const { title, words } = ABOUT[about];
    return reply({
      title: `${title}可以这样说`,
      lines: [{ key: '例如', value: SAY[about].say }],
      foot: words,
      links,
      buttons: [drafting('照着写', SAY[about].say)],
    });
  }
  return reply({
    title: '我是督办助手，可以这样跟我说',
    lines: [
      { key: '查任务', value: '我的任务、逾期、本周到期' },
      { key: '看一项', value: '31号，或“潮汐窗口”那项' },
      { key: '报进展', value: SAY.progress.say },
      { key: '延期', value: '18号延期到12月20日 因为没到货' },
      { key: '验收', value: '3号申请验收；签收3号' },
      { key: '统计', value: '我的统计、本科室统计' },
    ],
    foot: '要改动数据的话，我会先复述一遍，您确认后才提交。',
    links,
    buttons: ASK,
  });
}

const WISH_GUESSES = Object.keys(ABOUT);

export function unclearReply(guess: Guess): Reply {
  if (guess === 'help') return reply({ title: '这句话我没有听懂', foot: '可以说“我的任务”“逾期”“31号”，或说“帮助”看看我能做什么。', buttons: ASK });
  const { say } = SAY[guess];
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

export const nothingWaits = (): Reply =>
  reply({ title: '现在没有等您确认的事', foot: '要确认的事 30 分钟内有效，只能确认一次。请把要办的事再说一遍。', buttons: [saying('帮助', '帮助')] });
