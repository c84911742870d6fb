#!/usr/bin/env node
// `duban`: hands over to cli.ts, loaded as it is, or to its compiled form where only that was shipped.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`督办需要 Node.js 20.19 或更高版本，现在是 ${process.versions.node}。请升级 Node.js 后再试。`);
  process.exit(1);
}
// Until the service itself listens for these there is nothing to stop but what is being loaded.
if (process.argv[2] === 'start') for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
if (existsSync(new URL('./cli.ts', import.meta.url))) {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./cli.ts');
} else {
  await import('./cli.js');
}
