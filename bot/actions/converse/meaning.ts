/** What a sentence means here: the tasks whose words it may mean, and the names it may ask about, are looked up only where it hangs on them. */
import type { Intent, Known } from '../../../core/chat/intent.js';
import { hangsOnWords, understand } from '../../../core/chat/understand.js';
import { namesIn, standerOf, type Talk } from './talk.js';

const MOST_KNOWN = 300;

/** What words may mean: one's own tasks first, the open ones before the others. */
async function knownIn({ seen, viewer }: Talk): Promise<readonly Known[]> {
  const mine = await seen.measures({ mine: standerOf(viewer) }, MOST_KNOWN);
  if (mine.length >= MOST_KNOWN) return mine;
  const own = new Set(mine.map(({ number }) => number));
  const others = (await seen.measures({}, MOST_KNOWN)).filter(({ number }) => !own.has(number));
  return [...mine, ...others].slice(0, MOST_KNOWN);
}

export async function meaningOf(heard: string, talk: Talk): Promise<Intent> {
  const around = { today: talk.desk.today, names: await namesIn(heard, talk) };
  const intent = understand(heard, { ...around, known: [] });
  return hangsOnWords(intent) ? understand(heard, { ...around, known: await knownIn(talk) }) : intent;
}
