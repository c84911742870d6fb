/** Ways of doing one thing, measured in turns in one run: the ratio of their medians says more than any time. */

export interface Rival {
  readonly name: string;
  /** The ratio rival ÷ ours that is aimed at: 0.7 means we take at most 1/0.7 of the rival's time. Null: told, not aimed at. */
  readonly aim: number | null;
  readonly run: () => Promise<unknown>;
}

export interface Contest {
  readonly name: string;
  readonly rounds: number;
  /** Done before each of them, and not measured. */
  readonly before?: () => Promise<unknown>;
  readonly ours: () => Promise<unknown>;
  readonly rivals: readonly Rival[];
}

export interface Result {
  readonly name: string;
  readonly rival: string;
  readonly oursMs: number;
  readonly rivalMs: number;
  readonly ratio: number;
  readonly aim: number | null;
  readonly rounds: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(run: () => Promise<unknown>, before: () => Promise<unknown>): Promise<number> {
  await before();
  const from = performance.now();
  await run();
  return performance.now() - from;
}

/** One warm-up of each, then the rounds, each begun by another of them. */
export async function measure({ name, rounds, before = async () => undefined, ours, rivals }: Contest): Promise<readonly Result[]> {
  const runs = [ours, ...rivals.map(({ run }) => run)].map((run) => ({ run, times: [] as number[] }));
  for (const { run } of runs) await timed(run, before);
  for (let round = 0; round < rounds; round += 1) {
    const first = round % runs.length;
    for (const { run, times } of [...runs.slice(first), ...runs.slice(0, first)]) times.push(await timed(run, before));
  }
  const [oursMs = Number.NaN, ...rivalTimes] = runs.map(({ times }) => median(times));
  return rivals.map(({ name: rival, aim }, index) => {
    const rivalMs = rivalTimes[index] ?? Number.NaN;
    return { name, rival, oursMs, rivalMs, ratio: rivalMs / oursMs, aim, rounds };
  });
}

const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

export const TABLE_HEAD = ['| what | beside | ours | theirs | theirs ÷ ours | aim | rounds |', '| --- | --- | --- | --- | --- | --- | --- |'].join(
  '\n',
);

export const tableLine = ({ name, rival, oursMs, rivalMs, ratio, aim, rounds }: Result): string =>
  `| ${name} | ${rival} | ${ms(oursMs)} ms | ${ms(rivalMs)} ms | ${ratio.toFixed(2)} | ${aim === null ? '–' : aim.toFixed(2)} | ${rounds} |`;
