/** The built-in preview chat: every room takes every message, with its card. A resend is not shown twice. */
import type { PreviewStore } from '../../services.js';
import type { Channel } from '../channel.js';
import { mentionLine, withMentions } from '../mentions.js';

const MAX_BYTES = 1_000_000;

export const previewChat = (previews: Pick<PreviewStore, 'insert'>): Channel => ({
  kind: 'preview',
  perMinute: null,
  maxBytes: MAX_BYTES,
  carries: [],
  send: async (target, { id, text, card, mentions }, at) => {
    if (target.kind !== 'room') throw new Error('the preview chat has rooms alone');
    const shown = card === null || mentions === undefined ? card : { ...card, foot: `${card.foot}${mentionLine(mentions, null)}` };
    await previews.insert({ id, room: target.room, at, text: withMentions(text, mentions, MAX_BYTES, null), card: shown });
    return { kind: 'sent', platformId: id };
  },
});
