/** The services actions need, on a test database: real store, blobs, images, keys and passwords; nothing is delivered. */
import { openSignedPaths } from '../../bot/signed-paths.js';
import { openImages } from '../../bot/evidence/images.js';
import { openPasswords } from '../../bot/passwords.js';
import { secretsFrom } from '../../bot/secrets.js';
import type { Services } from '../../bot/services.js';
import { rosterOf, viewerOf } from '../../core/people/roster.js';
import type { Viewer } from '../../core/people/model.js';
import type { TestStore } from './database.js';

const notHere = (name: string) => () => {
  throw new Error(`${name} is not part of this test`);
};

let made = 0;
const newId = (): string => `${Date.now().toString(16).padStart(12, '0')}${(made += 1).toString(16).padStart(12, '0')}`;

const passwords = openPasswords();

export interface TestServices extends Services {
  /** What was logged, one line an event. */
  readonly lines: string[];
  viewer(personId: string): Promise<Viewer>;
}

/** World time stands at `now`. */
export function servicesOn({ store, blobs }: Pick<TestStore, 'store' | 'blobs'>, now = new Date('2026-11-24T01:00:00Z')): TestServices {
  const secrets = secretsFrom('a key that is only for tests, and long enough');
  const lines: string[] = [];
  const note = (words: string, fields: Readonly<Record<string, unknown>> = {}) => void lines.push(`${words} ${JSON.stringify(fields)}`);
  const roster = async () => rosterOf(await store.people.people(), await store.people.units(), await store.people.posts());
  return {
    clock: { now: () => now },
    settings: { publicUrl: 'http://localhost:3000', demo: false },
    store,
    blobs,
    images: openImages(),
    workbooks: { read: notHere('workbooks'), mark: notHere('workbooks'), write: notHere('workbooks') },
    reports: { weekPicture: notHere('reports'), weekDocument: notHere('reports'), monthDocument: notHere('reports') },
    codes: { picture: notHere('codes'), sheets: notHere('codes') },
    passwords,
    secrets,
    calendar: notHere('calendar'),
    policy: notHere('policy'),
    policyBook: notHere('policyBook'),
    roster,
    compose: notHere('compose'),
    ratingTurns: { inTurn: (_lane, work) => work() },
    ...openSignedPaths(secrets),
    channels: {} as Services['channels'],
    log: { info: note, warn: note, error: note },
    newId,
    kick: () => undefined,
    kickSweep: () => undefined,
    kickTickets: () => undefined,
    lines,
    viewer: async (personId) => {
      const people = await roster();
      const person = people.person(personId);
      if (person === null) throw new Error(`no person ${personId}`);
      return viewerOf(people, person);
    },
  };
}
