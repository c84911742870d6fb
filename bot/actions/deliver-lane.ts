/**
 * One lane, once: claim → still wanted? → one message → pace → attempt → send → outcome. An exception anywhere is
 * left as a crash would leave it: the lease runs out, and an attempt without an outcome becomes unknown.
 */
import { isStillWanted } from '../../core/notice/still-wanted.js';
import type { AppKind, Message } from '../channels/channel.js';
import type { ClaimedLane, Outcome, OutboxNotice, Robot, Services, WhichNotices } from '../services.js';
import { backoffMs } from './backoff.js';
import { groupTarget } from './group-target.js';
import { isAppKind, lanesOf, memberOf, switchboardOf } from './lanes.js';
import { idFrom } from './id-from.js';
import { sendMessage, type Way } from './send-message.js';

/** What became of how many notices. */
export interface Delivered {
  readonly sent: number;
  readonly dropped: number;
  readonly retried: number;
  readonly refused: number;
  readonly unknown: number;
}

export interface LaneOutcome extends Delivered {
  /** Something of this lane may go after so many milliseconds; null: nothing is known. */
  readonly wakeMs: number | null;
}

export interface DeliveryOptions {
  readonly leaseMs: number;
  /** In quiet hours only what is urgent; absent: all. */
  readonly which?: WhichNotices;
  /** Told of each await boundary, so that a test can die there. */
  readonly reached: (point: string) => void | Promise<void>;
}

/** How it ended for notices of which no message could be made. */
type SetAside = Extract<Outcome, { kind: 'retry' | 'refused' }> & { readonly notices: number };

export const NOTHING: LaneOutcome = { sent: 0, dropped: 0, retried: 0, refused: 0, unknown: 0, wakeMs: null };

export async function deliverLane(services: Services, lane: string, { leaseMs, which, reached }: DeliveryOptions): Promise<LaneOutcome> {
  const { outbox } = services.store;
  const claim = await outbox.claim(lane, services.clock.now(), leaseMs, which);
  if (claim === null) return NOTHING;
  await reached('claimed');
  const found = { ...NOTHING, unknown: claim.expired };
  const first = claim.notices[0];
  if (first === undefined) {
    await outbox.release(claim, 0);
    return { ...found, wakeMs: 1_000 };
  }
  const wanted = await dropSettled(services, claim);
  await reached('looked again');
  const dropped = claim.notices.length - wanted.length;
  if (wanted.length === 0) {
    await outbox.release(claim, 0);
    return { ...found, dropped };
  }
  const message = await messageOf(services, lane, wanted).catch((error: unknown) => setAside(services, claim, wanted, error));
  await reached('composed');
  if ('kind' in message) return { ...found, ...countOf(message, message.notices, found.unknown), dropped };
  const turn = await turnOf(services, lane);
  if (turn === null) {
    const instead = await laneInstead(services, first.recipient);
    // It came back in between: the next look goes that way again.
    if (instead === lane) {
      await outbox.release(claim, 0);
      return { ...found, dropped, wakeMs: 1_000 };
    }
    const moved = await outbox.redirect(claim, instead);
    services.log.warn('notices redirected', { lane, instead, notices: moved });
    return { ...found, dropped };
  }
  if (turn.waitMs > 0) {
    await outbox.release(claim, turn.waitMs);
    return { ...found, dropped, wakeMs: turn.waitMs };
  }
  await reached('paced');
  const outcome = await sendMessage(services, claim, turn.way, wanted, message, reached);
  return outcome === null ? { ...found, dropped } : { ...found, ...countOf(outcome, wanted.length, found.unknown), dropped };
}

/** Some three minutes of trying; what no message can be made of after that is a fault of ours. */
const MOST_TRIES = 8;

/**
 * Of notices that no message could be made of those that fail alone too are put off, then refused, so that the rest of the lane
 * goes on and the office sees why. Where none does, or the database is gone, it throws as it did.
 */
async function setAside(services: Services, claim: ClaimedLane, notices: readonly OutboxNotice[], error: unknown): Promise<SetAside> {
  const unfit: string[] = [];
  for (const notice of notices) {
    await messageOf(services, claim.lane, [notice]).catch(() => unfit.push(notice.key));
  }
  const attempt = unfit.length === 0 ? null : await services.store.outbox.beginAttempt(claim, unfit, services.newId());
  if (attempt === null) throw error;
  const outcome: SetAside =
    claim.tries < MOST_TRIES
      ? {
          kind: 'retry',
          afterMs: backoffMs(claim.tries, null, Math.random()),
          holdLane: false,
          why: '消息内容没有生成，稍后重试',
          notices: unfit.length,
        }
      : { kind: 'refused', why: '消息内容无法生成，请把服务日志交给技术人员', notices: unfit.length };
  await services.store.outbox.settle(claim, attempt, outcome);
  services.log.error('a message could not be composed', { lane: claim.lane, keys: unfit, error });
  return outcome;
}

/** Another application, where one reaches this person, else the preview chat. */
async function laneInstead(services: Services, recipient: OutboxNotice['recipient']): Promise<string> {
  const [lane] = recipient.kind === 'person' ? lanesOf(recipient, await switchboardOf(services)) : [];
  return lane ?? `preview:${recipient.kind}:${recipient.id}`;
}

/** Where a lane leads, and how long it must wait before it may speak again. */
interface Turn {
  readonly way: Way;
  readonly waitMs: number;
}

/** By an application to one person; null where it is gone or out of service, or does not reach them. */
async function turnToPerson({ store, channels, roster }: Services, kind: AppKind, personId: string): Promise<Turn | null> {
  const [app, unreached, people] = await Promise.all([store.apps.find(kind), store.apps.unreached(personId), roster()]);
  const person = people.person(personId);
  const target = app === null || person === null ? null : memberOf(app, person, unreached);
  if (target === null) return null;
  const { perMinute } = channels[kind];
  const waitMs = perMinute === null ? 0 : await store.apps.take(kind, target.userId, perMinute);
  return { way: { channel: channels[kind], target }, waitMs };
}

const isRobotKind = (kind: string | undefined): kind is Robot['kind'] => kind === 'wecom' || kind === 'dingtalk' || kind === 'wecomChat';

/**
 * `preview:<room>`, `wecomApp:person:<id>`, `wecom:<robotId>`, `dingtalk:<robotId>`, `wecomChat:<robotId>`; null where nothing goes
 * that way now. A robot's pace is taken by the same call that reads it, so that what is sent goes by how it stands now.
 */
async function turnOf(services: Services, lane: string): Promise<Turn | null> {
  const { store, channels } = services;
  const [kind, ...rest] = lane.split(':');
  const id = rest.join(':');
  if (isAppKind(kind)) return turnToPerson(services, kind, rest.slice(1).join(':'));
  if (!isRobotKind(kind)) return { way: { channel: channels.preview, target: { kind: 'room', room: id } }, waitMs: 0 };
  const taken = await store.robots.take(id, channels[kind].perMinute);
  if (taken === null || taken.robot.stopped !== null) return null;
  const target = await groupTarget(services, taken.robot);
  return target === null ? null : { way: { channel: channels[kind], target }, waitMs: taken.waitMs };
}

/** The world is looked at again: what was settled meanwhile is dropped, with why. */
async function dropSettled(services: Services, claim: ClaimedLane): Promise<readonly OutboxNotice[]> {
  const ids = [...new Set(claim.notices.flatMap((notice) => notice.taskId ?? []))];
  const rows = ids.length === 0 ? [] : await services.store.tasks.many(ids);
  const tasks = new Map(rows.map(({ task }) => [task.id, task]));
  const roster = claim.notices.some(({ recipient }) => recipient.kind === 'person') ? await services.roster() : null;
  const isGone = ({ recipient }: OutboxNotice) => recipient.kind === 'person' && roster?.person(recipient.id)?.active !== true;
  const gone = claim.notices.filter(isGone);
  const settled = claim.notices.filter((notice) => !isGone(notice) && !isStillWanted(notice, tasks.get(notice.taskId ?? '') ?? null, roster));
  const keys = (notices: readonly OutboxNotice[]) => notices.map((notice) => notice.key);
  if (gone.length > 0) await services.store.outbox.drop(claim, keys(gone), '收件人已停用');
  if (settled.length > 0) await services.store.outbox.drop(claim, keys(settled), '事项已办结或已有变化，不再需要提醒');
  return claim.notices.filter((notice) => !gone.includes(notice) && !settled.includes(notice));
}

/** The same notices make the same id, so that a channel that can tell shows a resend once. */
async function messageOf(services: Services, lane: string, notices: readonly OutboxNotice[]): Promise<Message> {
  const [first] = notices;
  if (first === undefined) throw new Error('a message needs a notice');
  const message = await services.compose(services, first.recipient, notices);
  const keys = notices.map((notice) => notice.key).sort();
  const id = idFrom([lane, keys], 24);
  return { ...message, id };
}

function countOf(outcome: Outcome, notices: number, expired: number): Partial<LaneOutcome> {
  switch (outcome.kind) {
    case 'sent':
      return { sent: notices };
    case 'retry':
      return { retried: notices, wakeMs: outcome.afterMs };
    case 'refused':
      return { refused: notices };
    case 'unknown':
      return { unknown: expired + notices, wakeMs: outcome.afterMs };
  }
}
