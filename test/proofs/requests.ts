/** T14: the same request again and again, side by side, some of whose replies never arrive. */
import { chanceFrom } from './chance.js';
import { world } from '../support/world.js';

export interface RequestsVerdict {
  readonly requests: number;
  /** Times each was sent, all together. */
  readonly sent: number;
  readonly repliesDropped: number;
  /** Requests that left other than one report and one event. */
  readonly notOnce: number;
  /** Requests that got different answers. */
  readonly unlike: number;
}

/** `forgetful`, the control: each repeat is a request of its own. */
export async function repeatedRequests({
  requests,
  seed,
  forgetful = false,
}: {
  requests: number;
  seed: number;
  forgetful?: boolean;
}): Promise<RequestsVerdict> {
  const chance = chanceFrom(seed);
  const w = await world({ today: '2026-11-24' });
  try {
    await w.supervise();
    const owner = await w.phone('何俊');
    const token = owner.token;
    const start = await owner.task('潮汐窗口');
    let [version, sent, repliesDropped, notOnce, unlike] = [start.version, 0, 0, 0, 0];
    const ask = async (id: string, percent: number, isDropped: boolean): Promise<string | null> => {
      sent += 1;
      const cut = new AbortController();
      if (isDropped) {
        repliesDropped += 1;
        setTimeout(() => cut.abort(), chance() * 30);
      }
      const requestId = forgetful ? `${id}-${sent}` : id;
      const body = JSON.stringify({ requestId, version, action: { kind: 'progress', text: id, percent, evidenceIds: [] } });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const answer = await fetch(`${w.url}/api/tasks/${start.id}/actions`, { method: 'POST', body, headers, signal: cut.signal }).catch(() => null);
      if (answer === null) return null;
      const { words } = (await answer.json().catch(() => ({ words: null }))) as { words: string | null };
      return `${answer.status} ${words}`;
    };
    const events = w.base.db.collection('events');
    for (let index = 0; index < requests; index += 1) {
      const id = `request-${index}`;
      const percent = index % 100;
      const times = 2 + Math.floor(chance() * 9);
      const answers = await Promise.all(Array.from({ length: times }, (_, turn) => ask(id, percent, turn > 0 && chance() < 0.2)));
      // The one after: a phone that never got its answer tries again.
      answers.push(await ask(id, percent, false));
      const heard = answers.filter((answer) => answer !== null);
      if (new Set(heard).size !== 1 || !heard[0]?.startsWith('200')) unlike += 1;
      const left = await events.countDocuments({ 'subject.id': start.id, 'data.text': id });
      const task = await w.base.store.tasks.many([start.id]);
      const now = task[0]?.task.version ?? 0;
      if (left !== 1 || now !== version + 1) notOnce += 1;
      version = now;
    }
    return { requests, sent, repliesDropped, notOnce, unlike };
  } finally {
    await w.close();
  }
}
