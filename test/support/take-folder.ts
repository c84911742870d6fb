/** Takes a data folder's lock as a start does, says who won, and keeps it until it is killed. Run as a process of its own. */
import { takeLock } from '../../bot/start/folder-lock.js';

const taken = await takeLock(process.argv[2] ?? '');
process.stdout.write('release' in taken ? 'mine\n' : `held by ${taken.holder}\n`);
setInterval(() => undefined, 1_000);
