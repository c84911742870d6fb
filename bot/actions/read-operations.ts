/** 运行情况 as the office and auditors see it: counts, each robot's forecast, what is wrong with the remedy, the last outage. */
import type { Operations } from '../../core/contract/operations.js';
import { outageTitle } from '../../core/notice/system-notes.js';
import { demand, maySeeOperations } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { dayOf, instantAt, instantWords } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { type Audit, isFresh, lastAudit } from './audit-delivery.js';
import { appLines } from './app-figures.js';
import { type DeliveryFigures, deliveryFigures, robotSentence } from './delivery-figures.js';
import { fateDeskOf, fateLine, momentWords } from './fate-words.js';
import { lastOutage, type Outage } from './note-outage.js';

const MOST_UNDELIVERED = 50;

/** `在等（件提醒，最晚 12月14日（周一）08:40 发出）`: several to one person go as one message. */
function waitingWords({ due, later, lastPlanned, now }: DeliveryFigures): string {
  if (due + later === 0) return '在等';
  return `在等（件提醒${lastPlanned === null ? '' : `，最晚 ${momentWords(lastPlanned, now)} 发出`}）`;
}

const sentWords = ({ today: { sent, messages } }: DeliveryFigures): string =>
  sent === messages ? '今天已发出（条）' : `今天已发出（条，含 ${sent} 件提醒）`;

const figuresOf = (figures: DeliveryFigures): Operations['figures'] => [
  { id: 'waiting', words: waitingWords(figures), count: figures.due + figures.later },
  { id: 'sent', words: sentWords(figures), count: figures.today.messages },
  { id: 'unknown', words: '不知是否送达', count: figures.today.unknown },
  { id: 'refused', words: '被拒', count: figures.today.refused },
  { id: 'stopped', words: '停用的机器人', count: figures.robots.filter(({ robot }) => robot.stopped !== null).length },
];

/** The demo's clock jumps over minutes in which nobody looked; there the last look always counts. */
const isWatchedNow = (services: Services, audit: Audit | null, now: Date): boolean =>
  services.settings.demo || (audit !== null && isFresh(audit, now));

function auditWords(audit: Audit | null, isWatched: boolean, now: Date): string {
  if (audit === null) return '系统刚启动，还没有检查过。请一分钟后再看。';
  const at = momentWords(audit.at, now);
  if (!isWatched) return `自动检查已经停了，上次检查：${at}。发送消息的服务可能没有运行，请让维护人员查看。`;
  return audit.troubles.length === 0 ? `一切正常。上次检查：${at}。` : `上次检查：${at}。`;
}

function outageOf(outage: Outage, now: Date): NonNullable<Operations['outage']> {
  const rest = outage.count - outage.lines.length;
  return {
    words: `${outageTitle(outage, dayOf(now))}，期间应发的 ${outage.count} 条提醒已在 ${instantWords(outage.backAt, dayOf(now))} 合并补发：`,
    lines: [...outage.lines, ...(rest > 0 ? [`另有 ${rest} 条。`] : [])],
  };
}

async function undelivered(services: Services, viewer: Viewer): Promise<Operations['undelivered']> {
  const { store, clock } = services;
  const fates = await store.figures.badEnds(instantAt(dayOf(clock.now()), '00:00'), MOST_UNDELIVERED);
  const desk = await fateDeskOf(services, viewer, fates);
  const rows = await store.tasks.many([...new Set(fates.flatMap(({ taskId }) => taskId ?? []))]);
  const numbers = new Map(rows.map(({ task }) => [task.id, `T${task.number}`]));
  return fates.map((fate) => ({ ...fateLine(fate, desk), task: numbers.get(fate.taskId ?? '') ?? null }));
}

/** Refusal `not-allowed`. */
export async function readOperations(services: Services, viewer: Viewer): Promise<Operations> {
  demand(maySeeOperations(viewer), '查看运行情况');
  const [figures, audit, outage] = await Promise.all([deliveryFigures(services), lastAudit(services), lastOutage(services)]);
  const isWatched = isWatchedNow(services, audit, figures.now);
  return {
    figures: figuresOf(figures),
    robots: figures.robots.map((one) => ({ id: one.robot.id, words: robotSentence(one, figures.now), waiting: one.waiting })),
    apps: await appLines(services),
    troubles: (audit?.troubles ?? []).map(({ kind, title, words, remedy }) => ({ kind, title, words, remedy })),
    undelivered: await undelivered(services, viewer),
    auditWords: auditWords(audit, isWatched, figures.now),
    isWatched,
    outage: outage === null ? null : outageOf(outage, figures.now),
  };
}
