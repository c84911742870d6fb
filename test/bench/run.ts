/**
 * `npm run bench [-- p3 p6] [-- --quick | --full]`: what we add to the work itself, as ratios against the same work done by hand
 * and against what the field would take instead. Prints one table as it is measured, and what is no ratio below it.
 */
import { startOneMongo } from '../support/one-mongo.js';
import type { Bench, Size } from './bed.js';
import { TABLE_HEAD, tableLine } from './interleave.js';
import { benchBoards } from './boards.js';
import { benchFirstPicture } from './first-picture.js';
import { benchGroupPace } from './group-pace.js';
import { benchLists } from './lists.js';
import { benchPhotos } from './photos.js';
import { benchPromptness } from './promptness.js';
import { benchRatingFlood } from './rating-flood.js';
import { benchReports } from './reports.js';
import { benchRequests } from './requests.js';
import { benchSending } from './sending.js';
import { benchSweeps } from './sweeps.js';
import { benchWorkbooksIn } from './workbooks-in.js';
import { benchWorkbooksOut } from './workbooks-out.js';

const BENCHES: Readonly<Record<string, Bench>> = {
  p1: benchRequests,
  p2: benchLists,
  p3: benchReports,
  p4: benchSweeps,
  p6: benchSending,
  p7: benchGroupPace,
  p8: benchPromptness,
  p9: benchPhotos,
  p11: benchWorkbooksIn,
  p11out: benchWorkbooksOut,
  c6: benchBoards,
  d5: benchRatingFlood,
  p14: benchFirstPicture,
};

const asked = process.argv.slice(2);
const size: Size = asked.includes('--quick') ? 'quick' : asked.includes('--full') ? 'full' : 'usual';
const chosen = asked.filter((one) => one in BENCHES);
const mongo = await startOneMongo();
process.env['DUBAN_TEST_MONGODB_URI'] = mongo.uri;
const told = [];
process.stdout.write(`${TABLE_HEAD}\n`);
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const report = await bench({ uri: mongo.uri, size, rounds: size === 'quick' ? 3 : 7 });
    for (const result of report.results) process.stdout.write(`${tableLine(result)}\n`);
    told.push(...report.told);
  }
} finally {
  await mongo.stop();
}
for (const { name, found } of told) process.stdout.write(`\n${name}: ${found}\n`);
process.exit(0);
