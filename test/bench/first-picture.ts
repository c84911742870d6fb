/** P14: the list and a task in a browser, nothing kept from before, on a weak phone and network: until the largest thing stands, a finger is answered, and what moved. */
import type { TaskList } from '../../core/contract/task.js';
import { type DemoPhones, openDemoPhones, type Phone } from '../support/demo-phones.js';
import { slowedDown, type Vitals } from '../support/slow-phone.js';
import type { Bench, Told } from './bed.js';

/** What is held against `proofs.md`. */
const AIMS: Vitals = { lcp: 2_500, inp: 200, cls: 0.1 };

interface Page {
  readonly name: string;
  readonly account: string;
  readonly path: string;
  /** What shows that it is whole. */
  readonly whole: string;
  readonly taps: readonly string[];
}

interface Seen extends Vitals {
  readonly bytes: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function tapAll(phone: Phone, taps: readonly string[]): Promise<void> {
  for (const tap of taps) {
    await phone.tap(tap);
    await phone.page.waitForTimeout(400);
  }
}

async function seen(demo: DemoPhones, { account, path, whole, taps }: Page): Promise<Seen> {
  const phone = await demo.phone(account);
  const slow = await slowedDown(phone.page);
  await phone.open(path);
  await phone.at(whole).waitFor({ timeout: 60_000 });
  // What still arrives after the first picture may move it.
  await phone.page.waitForTimeout(1_500);
  const bytes = slow.wireBytes();
  await tapAll(phone, taps);
  const vitals = await slow.vitals();
  await slow.stop();
  await phone.page.context().close();
  return { ...vitals, bytes };
}

export const benchFirstPicture: Bench = async ({ rounds }) => {
  const demo = await openDemoPhones();
  const told: Told[] = [];
  try {
    await demo.nextMessage();
    const { tasks } = await (await demo.api('hejun')).get<TaskList>('/api/tasks?limit=5');
    const pages: readonly Page[] = [
      { name: 'list', account: 'hejun', path: '/pages/my/index', whole: 'chip-late', taps: ['chip-late', 'chip-late', 'room-more', 'sheet-close'] },
      { name: 'task', account: 'hejun', path: `/pages/task/index?id=${tasks[0]?.id ?? ''}`, whole: 'task-status', taps: ['more', 'sheet-close'] },
    ];
    for (const page of pages) {
      const all: Seen[] = [];
      for (let round = 0; round < rounds; round += 1) all.push(await seen(demo, page));
      const [lcp, inp, cls] = [median(all.map((one) => one.lcp)), median(all.map((one) => one.inp)), median(all.map((one) => one.cls))];
      const holds = lcp <= AIMS.lcp && inp <= AIMS.inp && cls <= AIMS.cls;
      told.push({
        name: `P14 ${page.name}`,
        found: `LCP ${lcp.toFixed(0)} ms (2500), INP ${inp.toFixed(0)} ms (200), CLS ${cls.toFixed(3)} (0.1), ${(median(all.map(({ bytes }) => bytes)) / 1_024).toFixed(0)} KB over the wire; ${holds ? 'holds' : 'MISSES'}, median of ${rounds}`,
      });
    }
  } finally {
    await demo.stop();
  }
  return { results: [], told };
};
