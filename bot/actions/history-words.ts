/** Events of a task as sentences people read: `11月3日（周二）09:12 林静 退回：缺会议纪要`. */
import { came } from '../../core/ledger/came-back.js';
import { CLOCKS } from '../../core/ledger/clock.js';
import { withoutDirection } from '../../core/ledger/typed-text.js';
import type { DubanEvent } from '../../core/ledger/model.js';
import { STEP_WORDS, stepNamed } from '../../core/ledger/review.js';
import type { Roster } from '../../core/people/roster.js';
import { type Day, dayWords, instantWords } from '../../core/time/day.js';

const text = (value: unknown): string => (typeof value === 'string' ? withoutDirection(value) : '');
const after = (words: string, said: unknown): string => (text(said) === '' ? words : `${words}：${text(said)}`);

/** `12月25日` of a day the event keeps. */
const day = (value: unknown, today: Day): string => (text(value) === '' ? '' : dayWords(text(value), today));

/** `11月30日 方案印发（文件已公开）；12月10日 试运行`. */
const milestonesSaid = (data: DubanEvent['data'], today: Day): string => {
  const sets: readonly unknown[] = Array.isArray(data['milestones']) ? data['milestones'] : [];
  return sets
    .map((set) => {
      const { name, day: on, acceptance } = { ...(set as Readonly<Record<string, unknown>> | null) };
      return `${day(on, today)} ${text(name)}${text(acceptance) === '' ? '' : `（${text(acceptance)}）`}`;
    })
    .join('；');
};

/** `，完成节点“方案印发”`. */
const reachedWords = (data: DubanEvent['data']): string => {
  const names = came(data['reached']);
  return names.length === 0 ? '' : `，完成节点${names.map((name) => `“${text(name)}”`).join('、')}`;
};

/** What ended by itself is said, so that nobody waits for a decision. */
const ended = (data: DubanEvent['data']): string => (data['extensionEnded'] === true ? '（延期申请随之撤回）' : '');

/** At which step, where the event says it. */
const at = (data: DubanEvent['data'], name: string): string | undefined => {
  const step = stepNamed(data[name]);
  return step === null ? undefined : STEP_WORDS[step];
};

const passed = (data: DubanEvent['data']): string => {
  const next = at(data, 'next');
  return next === undefined ? '审核通过，已销号' : `${at(data, 'step') ?? '审核'}通过，转${next}`;
};

const SENTENCES: Readonly<Record<string, (data: DubanEvent['data'], today: Day, roster: Roster) => string>> = {
  imported: () => '导入台账',
  changed: (data) => after('台账更正', Array.isArray(data['changes']) ? data['changes'].filter((one) => typeof one === 'string').join('；') : ''),
  started: () => '开始督办',
  marked: () => '把这个问题标为敏感，消息里只写编号',
  cleared: () => '取消这个问题的敏感标记',
  sign: () => '签收',
  progress: (data) =>
    after(`报进展 ${Number(data['percent'] ?? 0)}%${reachedWords(data)}${data['responded'] === true ? '，同时响应绿色通道' : ''}`, data['text']),
  submit: (data) => after(`申请验收${ended(data)}`, data['text']),
  withdraw: () => '撤回验收申请',
  pass: (data) => after(passed(data), data['opinion']),
  consult: (data, _today, roster) => after(`征求${roster.person(text(data['to']))?.name ?? '他人'}的意见`, data['question']),
  opine: (data) => after('答复意见', data['text']),
  return: (data) => after('退回', data['reason']),
  reopen: (data) => after('重新整改', data['reason']),
  setEvidence: (data) => `设置佐证清单：${text(data['words']) || '不需要佐证材料'}`,
  setTargets: (data) => `设置量化指标：${text(data['words']) || '不设指标'}`,
  proposeListing: (data) => after('建议挂牌督办', data['reason']),
  list: (data) => after('决定挂牌督办', data['reason']),
  declineListing: (data) => after('暂不挂牌督办', data['reason']),
  unlist: (data) => after('摘牌', data['reason']),
  setMilestones: (data, today) => `设置阶段节点：${milestonesSaid(data, today) || '不设节点'}`,
  acceptMilestone: (data) => after(`阶段节点“${text(data['name'])}”验收通过`, data['opinion']),
  returnMilestone: (data) => after(`退回阶段节点“${text(data['name'])}”`, data['reason']),
  urge: (data) => after('催办', data['text']),
  settle: (data) => after(`转入常态化${ended(data)}`, data['reason']),
  startClock: (data) => after(`启动绿色通道（${CLOCKS[data['clock'] === 'days' ? 'days' : 'hours'].words}）`, data['cause']),
  respond: () => '响应绿色通道',
  resolve: (data) => after(`${CLOCKS[data['clock'] === 'days' ? 'days' : 'hours'].resolved}，绿色通道结束`, data['text']),
  endClock: (data) => after('结束绿色通道', data['reason']),
  askExtension: (data, today) => after(`申请延期至 ${day(data['day'], today)}`, data['reason']),
  withdrawExtension: () => '撤回延期申请',
  grantExtension: (data, today) => after(`同意延期，完成时限由 ${day(data['from'], today)}改为 ${day(data['day'], today)}`, data['opinion']),
  acknowledge: () => '已知悉',
  snooze: (data, today) => `稍后提醒至 ${day(data['until'], today)}（第 ${Number(data['count'] ?? 1)} 次）`,
  ticketOpened: (data) => after('收到差评，已开工单', data['level']),
  callBack: (data) => after(data['reached'] === true ? '电话回访' : '电话回访，无人接听', data['text']),
  answer: (data) => after('答复评价人', data['text']),
  object: (data) => after('对差评申诉', data['reason']),
  upholdObjection: (data) => after('申诉成立，这次评价不计入满意率，工单办结', data['opinion']),
  dismissObjection: (data) => after('申诉不成立', data['reason']),
  numberRevealed: (data) => after('查看评价人电话', data['reason']),
  ratedAgain: (data) => after('评价人追评', data['level']),
  refuseExtension: (data, today) => after(`不同意延期至 ${day(data['asked'], today)}`, data['reason']),
};

/** `周敏`, `周敏（代何俊）`, `系统`. */
export function actorWords(event: DubanEvent, roster: Roster): string {
  const by = roster.person(event.by)?.name ?? (event.action === 'ratedAgain' ? '评价人' : '系统');
  const owner = roster.person(event.forId)?.name;
  return owner === undefined ? by : `${by}（代${owner}）`;
}

/** The sentence without its time; an action this table does not know is left out (null). */
export function eventWords(event: DubanEvent, roster: Roster, today: Day): string | null {
  const sentence = SENTENCES[event.action];
  return sentence === undefined ? null : `${actorWords(event, roster)} ${sentence(event.data, today, roster)}`;
}

export function historyOf(events: readonly DubanEvent[], roster: Roster, today: Day): readonly { readonly at: string; readonly words: string }[] {
  return events
    .flatMap((event) => {
      const words = eventWords(event, roster, today);
      return words === null ? [] : [{ at: event.at.toISOString(), words: `${instantWords(event.at, today)} ${words}` }];
    })
    .reverse();
}
