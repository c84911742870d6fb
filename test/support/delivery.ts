/** A service for tests of delivery: real MongoDB, real channels, fakes of both platforms, a clock that stands, short leases. */
import type { NoticeDraft, Recipient } from '../../core/notice/model.js';
import { deliver } from '../../bot/actions/deliver.js';
import { assembleServices } from '../../bot/assemble.js';
import type { OpenedStore } from '../../bot/store/open-store.js';
import { openOutbox } from '../../bot/store/outbox.js';
import { secretsFrom } from '../../bot/secrets.js';
import type { AppKind, Attempt, ClaimedLane, Compose, Outbox, PlatformApp, Robot, Services } from '../../bot/services.js';
import { dingtalkConnection, wecomConnection } from './connect.js';
import { openTestStore, type TestStore } from './database.js';
import { type FakeDingtalk, type Security, startFakeDingtalk } from './fake-dingtalk.js';
import { type FakeWecom, startFakeWecom } from './fake-wecom.js';
import { passMachineTime } from './machine-time.js';
import { CENTRE } from './make.js';

/** A Tuesday, 10:00 in Shanghai. */
export const TUESDAY = new Date('2026-12-01T02:00:00Z');

export interface LogLine {
  readonly words: string;
  readonly fields: unknown;
}

export interface DeliveryWorld {
  readonly base: TestStore;
  readonly services: Services;
  readonly wecom: FakeWecom;
  readonly dingtalk: FakeDingtalk;
  readonly lines: LogLine[];
  setNow(now: Date): void;
  /** Another process on the same base; `reached` dies in the store where a test wants it to. */
  process(reached?: (point: string) => void): Promise<Services>;
  wecomRobot(group: string): Promise<{ readonly robot: Robot; readonly key: string; readonly lane: string }>;
  dingtalkRobot(group: string, security?: Security): Promise<{ readonly robot: Robot; readonly key: string; readonly lane: string }>;
  /** Connects WeCom's application, and these people by an account of their own id in capitals (`HE`). */
  connect(...personIds: readonly string[]): Promise<PlatformApp>;
  /** The same for DingTalk's robot, by an account `ding-he`. */
  connectDingtalk(...personIds: readonly string[]): Promise<PlatformApp>;
  /** As if so much machine time had passed for leases, holds, backoff and pace. */
  pass(ms: number): Promise<void>;
  row(key: string): Promise<Record<string, unknown> | null>;
  /** Empties all but the people, and the fakes: quicker than another base. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

const EMPTIED = [
  ...['notices', 'lanes', 'attempts', 'robots', 'previews', 'events', 'requests', 'tasks', 'findings'],
  ...[
    'apps',
    'paces',
    'unreached',
    'tokens',
    'dispatch-notes',
    'handshakes',
    'directories',
    'settings',
    'budgets',
    'turns',
    'detours',
    'sessions',
    'accounts',
  ],
];
const secrets = secretsFrom('k'.repeat(44));

/** The keys of the notices, so that the gateway's log tells which arrived. */
const compose: Compose = async (_services, _recipient, notices) => {
  const text = ['督办', ...notices.map((notice) => `<${notice.key}>${notice.unknowns > 0 ? '（如已收到请忽略）' : ''}`)].join('\n');
  return { title: '今日督办', text, markdown: null, card: null };
};

export async function deliveryWorld(): Promise<DeliveryWorld> {
  const base = await openTestStore();
  const [wecom, dingtalk] = await Promise.all([startFakeWecom(), startFakeDingtalk()]);
  const lines: LogLine[] = [];
  const others: OpenedStore[] = [];
  let now = TUESDAY;
  const log = (words: string, fields?: unknown) => void lines.push({ words, fields });
  await base.store.people.saveUnits(CENTRE.units);
  await base.store.people.savePeople(CENTRE.people);

  const assemble = (opened: OpenedStore, reached: (point: string) => void): Services => ({
    ...assembleServices({
      store: { ...opened.store, outbox: openOutbox(opened.connection, null, reached) },
      blobs: opened.blobs,
      clock: { now: () => now },
      settings: { publicUrl: 'http://localhost:3000', demo: false },
      secrets,
      allowedRobotHosts: ['127.0.0.1'],
      log: { info: log, warn: log, error: log },
      kick: () => undefined,
      kickSweep: () => undefined,
      kickTickets: () => undefined,
    }),
    compose,
  });
  const services = assemble(base, () => undefined);

  const robotOf = async (kind: Robot['kind'], group: string, { key, address }: { key: string; address: string }, secret: string | null) => {
    const sealedSecret = secret === null ? null : secrets.seal(secret);
    const id = services.newId();
    const robot: Robot = {
      id,
      kind,
      name: '群',
      group,
      sealedAddress: secrets.seal(address),
      sealedSecret,
      addressTail: key.slice(-4),
      stopped: null,
    };
    await base.store.robots.save(robot);
    return { robot, key, lane: `${kind}:${id}` };
  };

  return {
    base,
    services,
    wecom,
    dingtalk,
    lines,
    setNow: (instant) => {
      now = instant;
    },
    process: async (reached = () => undefined) => {
      const opened = await base.again();
      others.push(opened);
      return assemble(opened, reached);
    },
    wecomRobot: (group) => robotOf('wecom', group, wecom.addRobot(), null),
    dingtalkRobot: (group, security = {}) => robotOf('dingtalk', group, dingtalk.addRobot(security), security.secret ?? null),
    connect: async (...personIds) => {
      const app = wecomConnection(wecom, secrets);
      await base.store.apps.save(app);
      for (const id of personIds) {
        wecom.addUser(id.toUpperCase());
        const person = await base.store.people.person(id);
        if (person === null) throw new Error(`no person ${id}`);
        await base.store.people.savePeople([{ ...person, wecomUserId: id.toUpperCase() }]);
      }
      return app;
    },
    connectDingtalk: async (...personIds) => {
      const app = dingtalkConnection(dingtalk, secrets);
      await base.store.apps.save(app);
      for (const id of personIds) {
        dingtalk.addUser(`ding-${id}`);
        const person = await base.store.people.person(id);
        if (person === null) throw new Error(`no person ${id}`);
        await base.store.people.savePeople([{ ...person, dingtalkUserId: `ding-${id}` }]);
      }
      return app;
    },
    pass: (ms) => passMachineTime(base.db, ms),
    row: (key) => base.db.collection('notices').findOne({ key }),
    forget: async () => {
      now = TUESDAY;
      lines.length = 0;
      wecom.forget();
      dingtalk.forget();
      for (const name of EMPTIED) await base.db.collection(name).deleteMany({});
      await base.store.people.savePeople(CENTRE.people);
    },
    close: async () => {
      await Promise.all([wecom.close(), dingtalk.close(), ...others.map((other) => other.close())]);
      await base.close();
    },
  };
}

export const toGroup = (id: string): Recipient => ({ kind: 'group', id });
export const toPerson = (id: string): Recipient => ({ kind: 'person', id });

/** An attempt of one who holds the lane. */
export async function begun(outbox: Outbox, claim: ClaimedLane, keys: readonly string[], id: string): Promise<Attempt> {
  const attempt = await outbox.beginAttempt(claim, keys, id);
  if (attempt === null) throw new Error(`${claim.lane} is no longer held`);
  return attempt;
}

/** A notice about no single task, due since the world began, unless `facts` say otherwise. */
export function aNotice(key: string, lane: string, facts: Partial<NoticeDraft> = {}): NoticeDraft & { readonly lane: string } {
  return {
    key,
    lane,
    kind: 'groupDigest',
    recipient: toGroup('office'),
    taskId: null,
    deadlineNumber: 1,
    rung: 'digest',
    posts: [],
    vacant: null,
    notBefore: new Date(TUESDAY.getTime() - 60_000),
    unknown: 'again',
    facts: {},
    day: '2026-12-01',
    ...facts,
  };
}

/** A notice to this person by this application, and what became of it. */
export async function tellBy(app: AppKind, { base, services }: DeliveryWorld, key: string, personId = 'he') {
  await base.store.outbox.insert([aNotice(key, `${app}:person:${personId}`, { recipient: toPerson(personId) })]);
  return deliver(services);
}

/** So much of a budget is used up. */
export async function useBudget({ base }: DeliveryWorld, id: string, count: number): Promise<void> {
  const until = new Date(Date.now() + 86_400_000);
  await base.db.collection<{ _id: string; count: number; until: Date }>('budgets').insertOne({ _id: id, count, until });
}
