/** The built-in preview chat: every room takes every message, with its card. A resend is not shown twice. */
import type { PreviewStore } from '../../services.js';
import type { Channel } from '../channel.js';

export const previewChat = (previews: Pick<PreviewStore, 'insert'>): Channel => ({
  kind: 'preview',
  perMinute: null,
  maxBytes: 1_000_000,
  carries: [],
  send: async (target, { id, text, card }, at) => {
    if (target.kind !== 'room') throw new Error('the preview chat has rooms alone');
    await previews.insert({ id, room: target.room, at, text, card });
    return { kind: 'sent', platformId: id };
  },
});
