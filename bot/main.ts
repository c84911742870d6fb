/** Composition root: configuration → database → services → listen → schedule; stops in reverse. */
import { firstAccountCode } from './actions/first-account.js';
import type { Config } from './config.js';
import { type MovableClock, openDemoClock } from './demo/clock.js';
import { firstMoment, openDemo, refuseOutsideHosts, robotHosts } from './demo/demo.js';
import { createLog, heldBack } from './log.js';
import { openSecrets } from './secrets.js';
import type { Clock, Log, Services } from './services.js';
import { type H5, noH5, openH5 } from './start/build-h5.js';
import { firstLines } from './start/first-lines.js';
import { type House, type HouseOptions, openHouse } from './start/house.js';
import { listen } from './start/listen.js';
import { openMongo } from './start/open-mongo.js';
import { waitingPage } from './start/waiting.js';

/** What tests put in place of the outside world. */
export interface Outside {
  /** World time in place of the database's own clock; leases and sessions go by the database's in any case. */
  readonly clock?: Clock;
  /** Gets the lines that a person at the terminal reads. */
  readonly say?: (line: string) => void;
  readonly log?: Log;
  /** In place of looking at and building the real H5. */
  readonly h5?: H5;
  /** Aborted by whoever does not want to wait for the start to end: it is then undone and rejects. */
  readonly signal?: AbortSignal;
}

export interface Running {
  readonly url: string;
  readonly port: number;
  /** Of the base that is open now: the demo's end opens another. */
  services(): Services;
  /** Lets what is under way finish; nothing is running afterwards. */
  stop(): Promise<void>;
}

const DATABASE = 'duban';
const DEMO_DATABASE = 'duban-demo';
/** Said at the demo's end: with the same command as today the demo would begin anew. */
const NEXT_START = '以后启动请用 npm start，不要再带 -- --demo；带上就又是演示。';

/** Rejects with a Refusal for whatever a person can mend; nothing is left running then. */
export async function startDuban(config: Config, outside: Outside = {}): Promise<Running> {
  const { clock, say = (line) => process.stdout.write(`${line}\n`), log: openLog = createLog(config.logLevel) } = outside;
  const { log, release } = heldBack(openLog);
  if (config.demo) refuseOutsideHosts(config.allowedRobotHosts);
  const undo: (() => Promise<unknown> | unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const waiting = waitingPage();
    const front = await listen(config.host, config.port, waiting.listener);
    undo.push(() => front.close(1_500));
    const tell = (words: string): void => {
      waiting.say(words);
      say(words);
    };
    const mongo = await openMongo(config, log, tell, outside.signal);
    undo.push(() => mongo.stop());
    outside.signal?.throwIfAborted();
    const secrets = await openSecrets({ key: config.secretKey, dataDir: config.dataDir });
    const h5 = outside.h5 ?? (config.role === 'worker' ? noH5 : openH5(log, say));
    undo.push(() => h5.stop());

    const url = config.publicUrl ?? `http://localhost:${front.port}`;
    const { allowedRobotHosts, role, trustedProxies } = config;
    const common = { uri: mongo.uri, secrets, allowedRobotHosts, log, h5: h5.state, role, trustedProxies };
    let house: House;
    const openNormal = (): Promise<House> =>
      openHouse({
        ...common,
        database: mongo.database ?? DATABASE,
        settings: { publicUrl: url, demo: false, metricsToken: config.metricsToken, heartbeatUrl: config.heartbeatUrl },
        ...(clock === undefined ? {} : { clockOf: async () => clock }),
      });
    const isPrivate = ['127.0.0.1', 'localhost', '::1'].includes(config.host);
    const end = async (): Promise<{ words: string; link: string }> => {
      const ended = house;
      house = await openNormal();
      front.show(house.listener);
      // The answer still goes out through the old house.
      setTimeout(() => void ended.destroy().catch((error: unknown) => log.error('demo was not removed', { error })), 200);
      const first = await firstAccountCode(house.services);
      if (first !== null) say(`演示已清空。请用一次性链接设置第一个账号：${first.link}`);
      if (first === null) return { words: `演示已清空，现在是正式使用。请用已有的账号登录。${NEXT_START}`, link: `${url}/` };
      // Whoever reaches a demo over the network must not become the office of the real base.
      return isPrivate
        ? { words: `演示已清空，现在是正式使用。请先设置巡察办的第一个账号，再导入您的台账。${NEXT_START}`, link: first.link }
        : { words: `演示已清空，现在是正式使用。第一个账号的链接印在启动服务的窗口里。${NEXT_START}`, link: `${url}/` };
    };
    // Two tabs that press at once end one demo.
    let ending: ReturnType<typeof end> | null = null;
    const endDemo = (): ReturnType<typeof end> => {
      ending ??= end();
      return ending;
    };
    house = config.demo ? await openDemoHouse(common, { url, metricsToken: config.metricsToken }, clock ?? null, endDemo) : await openNormal();
    undo.push(() => house.stop());
    outside.signal?.throwIfAborted();
    front.show(house.listener);
    // First of all nobody new comes in.
    undo.push(() => front.close(1_500));
    undo.push(() => mongo.expectEnd());

    const first = config.demo || config.role === 'worker' ? null : await firstAccountCode(house.services);
    const dataDir = mongo.isEmbedded ? config.dataDir : null;
    for (const line of await firstLines(house.services, {
      url,
      host: config.host,
      base: mongo.words,
      dataDir,
      demo: config.demo,
      role: config.role,
      link: first?.link ?? null,
      isRenewed: first?.isRenewed ?? false,
    }))
      say(line);
    release();
    return { url, port: front.port, services: () => house.services, stop };
  } catch (error) {
    release();
    await stop();
    throw error;
  }
}

type Common = Pick<HouseOptions, 'uri' | 'secrets' | 'allowedRobotHosts' | 'log' | 'h5' | 'role' | 'trustedProxies'>;

async function openDemoHouse(
  common: Common,
  { url, metricsToken }: { readonly url: string; readonly metricsToken: string | null },
  outside: Clock | null,
  end: () => Promise<{ words: string; link: string }>,
): Promise<House> {
  let clock: MovableClock | null = null;
  let begin = new Date(0);
  const house = await openHouse({
    ...common,
    database: DEMO_DATABASE,
    settings: { publicUrl: url, demo: true, metricsToken },
    clockOf: async (store, base) => {
      const under = outside ?? base;
      begin = firstMoment(under.now());
      clock = await openDemoClock(store.settings, under);
      return clock;
    },
    demoOf: async (inside) => {
      if (clock === null) throw new Error('the demo has no clock');
      refuseOutsideHosts(await robotHosts(inside));
      return openDemo(inside, { clock, begin, end });
    },
  });
  return {
    ...house,
    stop: async () => {
      clock?.halt();
      await clock?.save();
      await house.stop();
    },
    destroy: async () => {
      clock?.halt();
      await house.destroy();
    },
  };
}
