/** Two ways of doing one thing, measured in turns in one run: the ratio of their medians says more than any time. */

export interface Contest {
  readonly name: string;
  /** The ratio limit ÷ ours that is aimed at: 0.7 means we take at most 1/0.7 of the limit's time. */
  readonly aim: number;
  readonly ours: () => Promise<unknown>;
  readonly limit: () => Promise<unknown>;
  readonly rounds?: number;
}

export interface Result {
  readonly name: string;
  readonly oursMs: number;
  readonly limitMs: number;
  readonly ratio: number;
  readonly aim: number;
  readonly rounds: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

/** One warm-up of each, then at least seven rounds with the order changed each time. */
export async function measure({ name, aim, ours, limit, rounds = 9 }: Contest): Promise<Result> {
  await ours();
  await limit();
  const oursTimes: number[] = [];
  const limitTimes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const turns = [async () => oursTimes.push(await timed(ours)), async () => limitTimes.push(await timed(limit))];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  const oursMs = median(oursTimes);
  const limitMs = median(limitTimes);
  return { name, oursMs, limitMs, ratio: limitMs / oursMs, aim, rounds };
}

export function table(results: readonly Result[]): string {
  const line = ({ name, oursMs, limitMs, ratio, aim, rounds }: Result) =>
    `| ${name} | ${oursMs.toFixed(1)} ms | ${limitMs.toFixed(1)} ms | ${ratio.toFixed(2)} | ${aim.toFixed(2)} | ${rounds} |`;
  return ['| what | ours | the limit | limit ÷ ours | aim | rounds |', '| --- | --- | --- | --- | --- | --- |', ...results.map(line)].join('\n');
}
