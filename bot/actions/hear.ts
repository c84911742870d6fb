/** What somebody said or pressed in a platform's chat with the application: who it is, what it does, what they read then. */
import type { Viewer } from '../../core/people/model.js';
import { viewerOf } from '../../core/people/roster.js';
import type { Message } from '../channels/channel.js';
import type { AppKind, Incoming, Services } from '../services.js';
import { answerText } from './answer-text.js';
import { userIdOf } from './lanes.js';
import { pressCard } from './press-card.js';

/** Null: the platform's account belongs to nobody here. */
async function viewerBy(services: Services, kind: AppKind, userId: string | null): Promise<Viewer | null> {
  if (userId === null) return null;
  const roster = await services.roster();
  const person = roster.people.find((one) => one.active && userIdOf(kind, one) === userId);
  return person === undefined ? null : viewerOf(roster, person);
}

/** Whom the platform does not name share one budget. */
const NAMELESS = 'nameless';

/** Keeps the pace; what has no room is left out, for the person is asking faster than anybody reads. */
async function reply(services: Services, kind: AppKind, to: Incoming, said: Omit<Message, 'id' | 'markdown'>): Promise<void> {
  const app = await services.store.apps.find(kind);
  const channel = services.channels[kind];
  if (app === null) return;
  const waitMs = channel.perMinute === null ? 0 : await services.store.apps.take(kind, to.userId ?? NAMELESS, channel.perMinute);
  if (waitMs > 0) return services.log.warn('reply left out', { app: kind, waitMs });
  const result = await channel.answer(app, to, { id: services.newId(), markdown: null, ...said }, services.clock.now());
  services.log[result.kind === 'sent' ? 'info' : 'warn']('reply sent', { app: kind, result: result.kind });
}

/** Whoever is not known learns nothing but how to be connected. */
export async function hear(services: Services, kind: AppKind, incoming: Incoming): Promise<void> {
  const { userId, what } = incoming;
  const viewer = await viewerBy(services, kind, userId);
  // Whoever speaks to us can be reached.
  if (viewer !== null) await services.store.apps.clearUnreached(kind, viewer.person.id);
  if (what.kind === 'sign of life') return;
  if (what.kind === 'press' && viewer !== null && userId !== null) {
    const words = await pressCard(services, kind, viewer, { ...what, userId });
    if (words !== null) await reply(services, kind, incoming, { title: words, text: words, card: null });
    return;
  }
  const room = `person:${viewer?.person.id ?? ''}`;
  const { words, card } = await answerText(services, { viewer, room, text: what.kind === 'text' ? what.text : '', account: userId });
  await reply(services, kind, incoming, { title: words, text: words, card });
}
