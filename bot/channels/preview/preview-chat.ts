/** The built-in preview chat: every room takes every message, with its card. A resend is not shown twice. */
import type { PreviewStore } from '../../services.js';
import type { Channel } from '../channel.js';
import { withMentions } from '../mentions.js';

const MAX_BYTES = 1_000_000;

export const previewChat = (previews: Pick<PreviewStore, 'insert'>): Channel => ({
  kind: 'preview',
  perMinute: null,
  maxBytes: MAX_BYTES,
  carries: [],
  send: async (target, { id, text, card, mentions }, at) => {
    if (target.kind !== 'room') throw new Error('the preview chat has rooms alone');
    await previews.insert({ id, room: target.room, at, text: withMentions(text, mentions, MAX_BYTES, 'wecomUserId', null), card });
    return { kind: 'sent', platformId: id };
  },
});
