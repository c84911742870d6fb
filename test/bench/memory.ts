/** Memory as the machine sees it. */

/** How much the process grew at most while this ran, in megabytes; threads count in. */
export async function growthMb(run: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 10);
  await run();
  clearInterval(look);
  return Math.max(most, process.memoryUsage().rss) / 1_048_576 - before / 1_048_576;
}
