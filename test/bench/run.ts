/**
 * `npm run bench [-- p3 p6] [-- --quick | --full]`: what we add to the work itself, as ratios against the same work done by hand
 * and against what the field would take instead. Prints one table, and what is no ratio below it.
 */
import { startOneMongo } from '../support/one-mongo.js';
import type { Bench, Size } from './bed.js';
import { table } from './interleave.js';
import { benchGroupPace } from './group-pace.js';
import { benchLists } from './lists.js';
import { benchPromptness } from './promptness.js';
import { benchReports } from './reports.js';
import { benchRequests } from './requests.js';
import { benchSending } from './sending.js';
import { benchSweeps } from './sweeps.js';
import { benchWorkbooksIn } from './workbooks-in.js';

const BENCHES: Readonly<Record<string, Bench>> = {
  p1: benchRequests,
  p2: benchLists,
  p3: benchReports,
  p4: benchSweeps,
  p6: benchSending,
  p7: benchGroupPace,
  p8: benchPromptness,
  p11: benchWorkbooksIn,
};

const asked = process.argv.slice(2);
const size: Size = asked.includes('--quick') ? 'quick' : asked.includes('--full') ? 'full' : 'usual';
const chosen = asked.filter((one) => one in BENCHES);
const mongo = await startOneMongo();
process.env['DUBAN_TEST_MONGODB_URI'] = mongo.uri;
const reports = [];
try {
  for (const [name, bench] of Object.entries(BENCHES))
    if (chosen.length === 0 || chosen.includes(name)) reports.push(await bench({ uri: mongo.uri, size, rounds: size === 'quick' ? 3 : 7 }));
} finally {
  await mongo.stop();
}
process.stdout.write(`${table(reports.flatMap(({ results }) => results))}\n\n`);
for (const { name, found } of reports.flatMap(({ told }) => told)) process.stdout.write(`${name}: ${found}\n`);
process.exit(0);
