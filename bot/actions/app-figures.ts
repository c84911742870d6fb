/** What waits for each application and until when, and how much of what its platform allows is used. */
import type { Operations } from '../../core/contract/operations.js';
import type { AppQueue, PlatformApp, Services } from '../services.js';
import { momentWords } from './fate-words.js';

/** `钉钉应用：2 条在等，最晚约 12月2日 00:00 再发：今天发给这个人的工作通知已满 500 条…` */
function queueWords(app: PlatformApp, { waiting, waitMs, why }: AppQueue, now: Date): string {
  if (app.stopped !== null) return `已停用：${app.stopped}`;
  if (waiting === 0) return '没有消息在等。';
  const until = waitMs === 0 ? '，正在发' : `，最晚约 ${momentWords(new Date(now.getTime() + waitMs), now)} 再发`;
  return `${waiting} 条在等${until}${why === null ? '。' : `：${why}`}`;
}

export async function appLines({ store, channels, clock }: Services): Promise<Operations['apps']> {
  const now = clock.now();
  const [apps, queues] = await Promise.all([store.apps.list(), store.figures.appQueues(now)]);
  return Promise.all(
    apps.map(async (app) => {
      const { kind } = app;
      const queue = queues.find((one) => one.kind === kind) ?? { kind, waiting: 0, waitMs: 0, why: null };
      const usage = (await channels[kind].usage?.(app)) ?? '';
      return { id: kind, words: `${channels[kind].name}应用：${queueWords(app, queue, now)}${usage}`, waiting: queue.waiting };
    }),
  );
}
