/** One message out: attempt → call → outcome. What a platform's answer means for robot, person or application is settled here too. */
import type { Channel, Member, Message, SendResult, Target } from '../channels/channel.js';
import type { ClaimedLane, Outcome, OutboxNotice, PlatformApp, Services } from '../services.js';
import { backoffMs } from './backoff.js';
import { eventOf } from './event-of.js';

/** After a send that nobody answered: time for people to see it, should it have arrived. */
const UNKNOWN_WAIT_MS = 300_000;

/** Where a lane leads. */
export interface Way {
  readonly channel: Channel;
  readonly target: Target;
}

/** Null where the lease was lost before or during the call: the attempt says what became of it. */
export async function sendMessage(
  services: Services,
  claim: ClaimedLane,
  { channel, target }: Way,
  notices: readonly OutboxNotice[],
  message: Message,
  reached: (point: string) => void | Promise<void>,
): Promise<Outcome | null> {
  const keys = notices.map((notice) => notice.key);
  const startedMs = performance.now();
  const attempt = await services.store.outbox.beginAttempt(claim, keys, services.newId());
  if (attempt === null) return null;
  await reached('attempt begun');
  // A process that was stopped meanwhile no longer holds the lane.
  const isLate = performance.now() - startedMs > claim.leaseMs / 2;
  const result: SendResult = isLate
    ? { kind: 'later', afterMs: 0, holdLane: false, rest: null, words: '准备时间过长，没有发出' }
    : await channel.send(target, message, claim.at);
  await reached('sent');
  await keepForReader(services, target, message, result, claim.at);
  const outcome = await outcomeOf(services, claim, target, result);
  const isMine = await services.store.outbox.settle(claim, attempt, outcome);
  await reached('settled');
  const words = 'words' in result ? { why: result.words } : {};
  services.log[outcome.kind === 'sent' ? 'info' : 'warn'](`notice ${LOGGED[outcome.kind]}`, {
    lane: claim.lane,
    attempt: attempt.id,
    keys,
    ...words,
  });
  return isMine ? outcome : null;
}

const LOGGED: Readonly<Record<Outcome['kind'], string>> = { sent: 'sent', retry: 'put off', refused: 'refused', unknown: 'sent without an answer' };

async function outcomeOf(services: Services, claim: ClaimedLane, target: Target, result: SendResult): Promise<Outcome> {
  switch (result.kind) {
    case 'sent':
      if ('robot' in target && target.robot.worked !== true) await services.store.robots.setWorked(target.robot.id);
      return { kind: 'sent', messageId: result.platformId };
    case 'unknown':
      return { kind: 'unknown', afterMs: UNKNOWN_WAIT_MS, why: result.words };
    case 'later': {
      const afterMs = Math.max(result.afterMs, backoffMs(claim.tries, result.rest, Math.random()));
      if (result.holdLane) await hold(services, target, afterMs);
      return { kind: 'retry', afterMs, holdLane: result.holdLane, why: result.words };
    }
    case 'refused':
      if (result.stops === 'nothing' || target.kind === 'room') return { kind: 'refused', why: result.words };
      if (target.kind === 'robot' || (target.kind === 'chat' && result.stops === 'target')) await stopRobot(services, target.robot.id, result.words);
      else if (target.kind === 'member' && result.stops === 'target') await missMember(services, target, result.words);
      else await stopApp(services, target.app, result.words, result.untilMs);
      // At once: the next look finds nothing going that way and takes everything to the preview chat.
      return { kind: 'retry', afterMs: 0, holdLane: false, why: result.words };
  }
}

/** A person reads their own messages on the phone too, whatever way they went; what surely did not go is not among them. */
async function keepForReader({ channels }: Services, target: Target, message: Message, result: SendResult, at: Date): Promise<void> {
  if (target.kind !== 'member' || target.personId === null || (result.kind !== 'sent' && result.kind !== 'unknown')) return;
  await channels.preview.send({ kind: 'room', room: `person:${target.personId}` }, message, at);
}

async function hold({ store }: Services, target: Target, ms: number): Promise<void> {
  if ('robot' in target) await store.robots.hold(target.robot.id, ms);
  if (target.kind === 'member') await store.apps.hold(target.app.kind, ms);
}

async function stopRobot(services: Services, id: string, words: string): Promise<void> {
  await services.store.transaction(async (store) => {
    await store.robots.setStopped(id, words);
    await store.events.insert([eventOf(services, null, 'stopped', { kind: 'robot', id }, { words })]);
  });
  services.log.warn('robot stopped', { robot: id, why: words });
}

/** The person is tried again after a day, or when the office says so; until then their messages stay in the preview chat. */
async function missMember(services: Services, { app, personId, userId }: Member, words: string): Promise<void> {
  if (personId === null) return;
  const isNews = await services.store.apps.markUnreached({ kind: app.kind, personId, userId, words });
  if (isNews) await services.store.events.insert([eventOf(services, null, 'unreached', { kind: 'person', id: personId }, { app: app.kind, words })]);
  services.log.warn('person not reached', { app: app.kind, person: personId, why: words });
}

/** False where it was saved anew meanwhile: the credentials that failed are not those it has now. */
export async function stopApp(services: Services, app: PlatformApp, words: string, forMs?: number): Promise<void> {
  const isStopped = await services.store.transaction(async (store) => {
    if (!(await store.apps.setStopped(app, words, forMs))) return false;
    await store.events.insert([eventOf(services, null, 'stopped', { kind: 'connection', id: app.kind }, { words })]);
    return true;
  });
  if (isStopped) services.log.warn('application stopped', { app: app.kind, why: words });
}
