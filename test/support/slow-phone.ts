/**
 * A weak phone on a weak network, by Chromium's own throttling: 1.6 Mbit/s down, 750 kbit/s up, 150 ms a round trip (the "slow 4G" of
 * Lighthouse), and a processor four times slower. What came over the wire is counted, and the web vitals are read in the page.
 */
import type { CDPSession, Page } from 'playwright-core';

const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const CPU = 4;

export interface Vitals {
  /** Milliseconds from the start of the page. */
  readonly lcp: number;
  /** Milliseconds from the slowest finger or key to the next picture; 0 where nobody touched it. */
  readonly inp: number;
  readonly cls: number;
}

export interface SlowPhone {
  /** Bytes as they were sent, compressed, heads and all, since it was slowed down. */
  readonly wireBytes: () => number;
  /** Of this load of the page. */
  readonly vitals: () => Promise<Vitals>;
  readonly stop: () => Promise<void>;
}

/** Runs in the page before anything else. */
const WATCH = `window.duban = { lcp: 0, inp: 0, cls: 0 };
  const watch = (type, take, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', (entry) => { duban.lcp = entry.startTime; });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) duban.cls += entry.value; });
  watch('event', (entry) => { if (entry.interactionId) duban.inp = Math.max(duban.inp, entry.duration); }, { durationThreshold: 16 });`;

export async function slowedDown(page: Page): Promise<SlowPhone> {
  const line: CDPSession = await page.context().newCDPSession(page);
  let bytes = 0;
  line.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(WATCH);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', SLOW_4G);
  await line.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  return {
    wireBytes: () => bytes,
    vitals: () => page.evaluate<Vitals>('window.duban'),
    stop: async () => {
      await line.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      await line.detach();
    },
  };
}
