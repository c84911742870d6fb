/** A platform's callback: genuine or not, once or again. What it asks for is worked on after the answer. */
import type { Heard, Knock } from '../channels/channel.js';
import type { AppKind, Incoming, Services } from '../services.js';
import { hear } from './hear.js';

export interface Received {
  /** What the platform wants to hear at once. */
  readonly answer: string;
  /** What is left to do; never rejects. */
  readonly work: () => Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

async function workOn(services: Services, kind: AppKind, incoming: Incoming): Promise<void> {
  try {
    await hear(services, kind, incoming);
    await services.store.incoming.done(kind, incoming.id);
  } catch (error) {
    // It stays in the base and is taken up again after a minute.
    services.log.error('callback was not worked on', { app: kind, what: incoming.what.kind, error });
  }
}

/** Null for whatever is not genuine, and for the very same call again: one answer for all of them. */
export async function receive(services: Services, kind: AppKind, knock: Knock): Promise<Received | null> {
  const app = await services.store.apps.find(kind);
  const heard = app === null ? null : services.channels[kind].receive(app, knock);
  return heard === null ? null : keep(services, kind, heard);
}

/** Kept for good before it is answered, whatever way it came. Null: the very same call was here before. */
export async function keep(services: Services, kind: AppKind, { answer, call, incoming }: Heard): Promise<Received | null> {
  if (incoming === null) return { answer, work: nothing };
  const taken = await services.store.incoming.take(kind, call, incoming);
  if (taken === 'replayed') return null;
  return { answer, work: taken === 'again' ? nothing : () => workOn(services, kind, incoming) };
}

/** What a process that died had taken and never worked on. */
export async function takeUpLeft(services: Services): Promise<number> {
  for (let count = 0; ; count += 1) {
    const left = await services.store.incoming.takeLeft();
    if (left === null) return count;
    await workOn(services, left.kind, left.incoming);
  }
}
