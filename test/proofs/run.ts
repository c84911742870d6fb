/**
 * `npm run proof [-- T1 T9 … --size=0.1 --keep]`: the promises of delivery with the numbers of their table, each with its positive
 * control, judged by the gateway's own log. Prints a table; `--keep` puts it into RESULTS.md.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../bot/config.js';
import { startEmbedded } from '../../bot/store/embedded.js';
import { findMongod } from '../../bot/store/find-mongod.js';
import { startOneMongo } from '../support/one-mongo.js';
import { foundEdits, unlikePairs } from './alike.js';
import { killBase } from './bases.js';
import { type Filled, fillDisk } from './full-disk.js';
import { keysIn, wrongClocks, ZONES } from './clocks.js';
import { randomCommands } from './commands.js';
import { CALL_POINTS, dieAt, OWN_POINTS } from './death-points.js';
import { droppedReplies, FAULTS, meet } from './gateway-faults.js';
import type { Verdict } from './judge.js';
import { killStorm } from './kill-storm.js';
import { type Lab, openLab } from './lab.js';
import { sharedPace } from './pace.js';
import { repeatedRequests } from './requests.js';
import { pidIn, startThreeNodes } from './three-nodes.js';
import { withRows } from './results.js';
import { stopInFlight, together, zombies } from './workers.js';

/** One line of the table. */
interface Row {
  readonly what: string;
  readonly numbers: string;
  readonly found: string;
  readonly holds: boolean;
}

type Proof = (lab: Lab, size: (whole: number) => number) => AsyncGenerator<Row>;

const SEED = 20261125;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const isKept = ({ lost, unexplained }: Verdict): boolean => lost.length === 0 && unexplained.length === 0;
const words = ({ lost, unexplained, explained, due }: Verdict): string =>
  `lost ${lost.length}, unexplained ${unexplained.length}, explained repeats ${explained} of ${due}`;
const control = (what: string, found: string, isRed: boolean): Row => ({
  what: `${what} (control)`,
  numbers: 'a safeguard taken out',
  found,
  holds: isRed,
});

const PROOFS: Readonly<Record<string, Proof>> = {
  async *T1(lab, size) {
    const storm = { seed: SEED, messages: size(10_000), kills: size(200), everyMs: [200, 2_000], leaseMs: 30_000, concurrency: 16 } as const;
    const kept = await killStorm(lab, storm);
    const holds = isKept(kept) && kept.explained <= kept.mostExplained;
    yield {
      what: 'T1',
      numbers: `${storm.messages} messages, ${storm.kills} kills`,
      found: `${words(kept)}; drained in ${seconds(kept.drainedMs)}`,
      holds,
    };
    await lab.forget();
    const broken = await killStorm(lab, { ...storm, messages: 400, kills: 10, leaseMs: 2_000, without: 'blind' });
    yield control('T1 blind', words(broken), !isKept(broken));
    await lab.forget();
  },
  async *T2(lab, size) {
    for (const point of [...OWN_POINTS, ...CALL_POINTS]) {
      const { verdict, deaths } = await dieAt(lab, point, size(10));
      yield { what: `T2 ${point}`, numbers: `${deaths} deaths`, found: words(verdict), holds: isKept(verdict) && deaths === size(10) };
    }
    for (const [point, without] of [
      ['attempt begun', 'hasty'],
      ['accepted', 'blind'],
    ] as const) {
      const { verdict } = await dieAt(lab, point, 3, without);
      yield control(`T2 ${point}, ${without}`, words(verdict), !isKept(verdict));
    }
  },
  async *T3(lab, size) {
    const found = await droppedReplies(lab, { messages: size(1_000), share: 0.1, seed: SEED });
    const { again, once, merge } = found.followed;
    yield {
      what: 'T3',
      numbers: `${size(1_000)} messages, ${found.dropped} replies dropped`,
      found: `${found.knownAsUnknown} known as unknown: ${again} go again, ${once} end, ${merge} wait for company`,
      holds: found.dropped > 0 && found.knownAsUnknown === found.dropped && again + once + merge === found.dropped,
    };
    await lab.forget();
  },
  async *T4(lab, size) {
    for (const fault of FAULTS) {
      const met = await meet(lab, fault, size(200));
      const found = `${met.asItShould} of ${met.met} ${met.leadsTo}; others done ${met.othersDone} of ${met.others} in ${seconds(met.othersMs)}`;
      yield { what: `T4 ${fault.name}`, numbers: `${met.met} messages`, found, holds: met.asItShould === met.met && met.othersDone === met.others };
    }
  },
  async *T5(_lab, size) {
    const dataDir = await mkdtemp(join(tmpdir(), 'duban-proof-'));
    const mongod = await findMongod({ ...readConfig(process.env, { demo: false }), say: () => undefined });
    const base = await startEmbedded({ dataDir, mongod, log: silent });
    const own = await openLab(base.uri);
    const kill = async () => void process.kill(await pidIn(join(dataDir, 'mongo')), 'SIGKILL');
    yield await baseRow('T5', own, kill, size(50), 15_000);
    await own.close();
    await base.stop();
    await rm(dataDir, { recursive: true, force: true });
  },
  async *T6(_lab, size) {
    const nodes = await startThreeNodes();
    const own = await openLab(nodes.uri);
    let turn = 0;
    const kill = () => ((turn += 1) % 2 === 0 ? nodes.killPrimary() : nodes.stepDown());
    yield await baseRow('T6', own, kill, size(60), 15_000);
    await own.close();
    await nodes.stop();
  },
  async *T7(lab, size) {
    const kept = await zombies(lab, { rounds: size(100) });
    yield { what: 'T7', numbers: `${size(100)} zombies`, found: words(kept), holds: isKept(kept) };
    const broken = await zombies(lab, { rounds: 3, without: 'blind' });
    yield control('T7', words(broken), !isKept(broken));
  },
  async *T8(lab, size) {
    const kept = await wrongClocks(lab, size(1_000));
    yield {
      what: 'T8',
      numbers: `${size(1_000)} messages, 4 wrong clocks`,
      found: `early ${kept.early}, ${words(kept)}`,
      holds: kept.early === 0 && isKept(kept),
    };
    const broken = await wrongClocks(lab, 200, 'ownClock');
    yield control('T8', `early ${broken.early}`, broken.early > 0);
    const keys = await Promise.all(ZONES.map(keysIn));
    yield {
      what: 'T8 zones',
      numbers: `1000 tasks, 365 midnights, ${ZONES.length} zones`,
      found: `${new Set(keys).size} set of keys`,
      holds: new Set(keys).size === 1,
    };
  },
  async *T9(lab, size) {
    for (const workers of [1, 2, 3]) {
      let [repeats, lost] = [0, 0];
      const times = workers === 3 ? size(20) : 1;
      for (let turn = 0; turn < times; turn += 1) {
        const found = await together(lab, { workers, messages: size(5_000) });
        repeats += found.arrivals - found.due;
        lost += found.lost.length;
      }
      yield {
        what: `T9 ${workers} workers`,
        numbers: `${size(5_000)} × ${times}`,
        found: `repeats ${repeats}, lost ${lost}`,
        holds: repeats === 0 && lost === 0,
      };
    }
    const broken = await together(lab, { workers: 3, messages: 300, without: 'leaseless' });
    yield control('T9', `repeats ${broken.arrivals - broken.due}`, broken.arrivals > broken.due);
  },
  async *T10(lab, size) {
    const stops = [];
    for (let turn = 0; turn < size(100); turn += 1) stops.push(await stopInFlight(lab, 50));
    const slowest = Math.max(...stops.map(({ ms }) => ms));
    const left = stops.reduce((sum, stop) => sum + stop.leasesLeft + stop.attemptsLeft, 0);
    const isClean = stops.every(({ code }) => code === 0) && left === 0 && slowest <= 10_000;
    yield {
      what: 'T10',
      numbers: `${stops.length} stops, 50 in flight`,
      found: `slowest ${seconds(slowest)}, leases and attempts left ${left}`,
      holds: isClean,
    };
  },
  async *T11(lab, size) {
    const { most, perMinute, accepted, refused } = await sharedPace(lab, Math.max(3, size(12)));
    const found = `${accepted} accepted, at most ${most} in any minute, ${perMinute.toFixed(1)} a minute, ${refused} refused`;
    yield { what: 'T11', numbers: '3 processes, 2 robots', found, holds: most <= 20 && perMinute >= 17.5 && refused === 0 };
  },
  async *T12(_lab, size) {
    const say = ({ stored, refused, other, orphans, goesOn }: Filled): string =>
      `${stored} stored, ${refused} refused in words, ${other} otherwise; ${Number.isNaN(orphans) ? 'orphans not to be counted' : `${orphans} orphans`}; reports ${goesOn ? 'go on' : 'have stopped'}`;
    const kept = await fillDisk(size(200), true);
    const holds = kept.stored > 0 && kept.refused > 0 && kept.other === 0 && kept.orphans === 0 && kept.goesOn;
    yield { what: 'T12', numbers: `${kept.tried} uploads of 9 MB to a disk of 1.1 GB`, found: say(kept), holds };
    const broken = await fillDisk(size(200), false);
    yield control('T12 without the reserve', say(broken), broken.other > 0 || !broken.goesOn);
  },
  async *T14(_lab, size) {
    const { requests, sent, repliesDropped, notOnce, unlike } = await repeatedRequests({ requests: size(2_000), seed: SEED });
    const numbers = `${requests} requests sent ${sent} times, ${repliesDropped} replies dropped`;
    yield { what: 'T14', numbers, found: `not once ${notOnce}, other answers ${unlike}`, holds: notOnce === 0 && unlike === 0 };
    const broken = await repeatedRequests({ requests: 10, seed: SEED, forgetful: true });
    yield control('T14', `other answers ${broken.unlike}`, broken.unlike > 0);
  },
  async *T15(_lab, size) {
    const { runs, commands, kills, expected, faults, leftUnknown } = await randomCommands({ runs: size(1_000), length: 60, seed: SEED, atOnce: 8 });
    const found = `${expected} rungs wanted, ${faults.length} wrong, ${leftUnknown} courtesies left unknown`;
    yield {
      what: 'T15',
      numbers: `${runs} runs, ${commands} commands, ${kills} kills`,
      found: [found, ...faults.slice(0, 20)].join('; '),
      holds: faults.length === 0,
    };
    const broken = await randomCommands({ runs: 1, length: 60, seed: SEED, control: 'isOnce' });
    yield control('T15', `${broken.faults.length} wrong`, broken.faults.length > 0);
  },
  async *F1(_lab, size) {
    let [tried, missed] = [0, 0];
    for (const kind of ['scene', 'print', 'room'] as const) {
      for (const [edit, one] of await foundEdits(kind, size(25), SEED)) {
        tried += one.tried;
        missed += one.missed;
        yield {
          what: `F1 ${kind} ${edit}`,
          numbers: `${one.tried} edits`,
          found: `found ${one.tried - one.missed}`,
          holds: one.missed < one.tried / 2,
        };
      }
    }
    yield { what: 'F1 edits', numbers: `${tried} edits`, found: `found ${share(tried - missed, tried)}`, holds: missed <= tried * 0.05 };
    const unlike = await unlikePairs({ scene: size(1_200), print: size(500), room: size(300) }, SEED);
    for (const { kinds, pairs, alike } of unlike)
      yield {
        what: `F1 ${kinds}`,
        numbers: `${pairs} unlike pairs`,
        found: `taken for one ${alike}, ${share(alike, pairs)}`,
        holds: alike <= pairs * 0.001,
      };
  },
};

const share = (part: number, of: number): string => `${((part / of) * 100).toFixed(3)} %`;

async function baseRow(what: string, lab: Lab, kill: () => Promise<void>, kills: number, mostMs: number): Promise<Row> {
  const found = await killBase(lab, kill, { kills, restMs: 4_000, seed: SEED });
  const told = `${words(found)}; ${found.acknowledged} writes, missing ${found.missing}; gap p95 ${seconds(found.gapP95Ms)}, silence at most ${seconds(found.silenceMaxMs)}`;
  const holds = isKept(found) && found.missing === 0 && found.workersThatDied === 0 && found.gapP95Ms <= mostMs;
  return { what, numbers: `${kills} kills`, found: told, holds };
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const line = ({ what, numbers, found, holds }: Row): string => `| ${what} | ${numbers} | ${found} | ${holds ? 'holds' : 'BROKEN'} |`;

const asked = process.argv.slice(2);
const [, fraction = '1'] = /^--size=(0?\.\d+|1)$/.exec(asked.find((one) => one.startsWith('--size=')) ?? '') ?? [];
const size = (whole: number): number => Math.max(1, Math.round(whole * Number(fraction)));
const chosen = asked.filter((one) => one in PROOFS);
const mongo = await startOneMongo();
process.env['DUBAN_TEST_MONGODB_URI'] = mongo.uri;
let isWhole = true;
for (const [id, proof] of Object.entries(PROOFS)) {
  if (chosen.length > 0 && !chosen.includes(id)) continue;
  const rows = await rowsOf(id, proof);
  isWhole &&= rows.every(({ holds }) => holds);
  if (asked.includes('--keep')) await keep(id, rows);
}
await mongo.stop();
process.exit(isWhole ? 0 : 1);

async function rowsOf(id: string, proof: Proof): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const lab = await openLab(mongo.uri);
  const begun = Date.now();
  const add = (row: Row): void => {
    rows.push(row);
    console.log(line(row));
  };
  try {
    for await (const row of proof(lab, size)) add(row);
  } catch (error) {
    add({ what: id, numbers: '', found: error instanceof Error ? error.message : String(error), holds: false });
  }
  console.log(`${id} took ${seconds(Date.now() - begun)}`);
  await lab.close();
  return rows;
}

/** Puts what was found into RESULTS.md, in the place of this proof's earlier rows, with what it ran on. */
async function keep(id: string, rows: readonly Row[]): Promise<void> {
  const file = fileURLToPath(new URL('./RESULTS.md', import.meta.url));
  const on = `${new Date().toISOString().slice(0, 10)}, size ${fraction}, seed ${SEED}`;
  await writeFile(
    file,
    withRows(
      await readFile(file, 'utf8'),
      id,
      rows.map((row) => `${line(row)} ${on} |`),
    ),
  );
}
