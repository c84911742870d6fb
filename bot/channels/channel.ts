/** The contract every channel keeps: what a message is, and what became of it. */
import type { Card } from '../../core/contract/chat.js';
import type { Fault } from '../../core/refusal.js';
import type { Robot } from '../stores.js';

export type ChannelKind = 'preview' | 'wecom' | 'dingtalk';

/** Where a message goes: a room of the preview chat, or a group's robot. */
export type Target = { readonly kind: 'room'; readonly room: string } | { readonly kind: 'robot'; readonly robot: Robot };

/** One message in words and, where the channel has cards, as a card. Within the platform's limits already. */
export interface Message {
  /** Unique per attempt chain; a channel that can, uses it so that a resend is not shown twice. */
  readonly id: string;
  /** One line for the platform's list of chats and its notification. */
  readonly title: string;
  /** Plain text with everything in it. */
  readonly text: string;
  /** The subset both robots know: `#`, `**`, `>`, links. Null: send `text`. */
  readonly markdown: string | null;
  readonly card: Card | null;
}

/**
 * `later`: come back after at least that many milliseconds (0: the sender's own backoff); `holdLane` for a limit that
 * concerns the whole robot; `rest` after so many times in a row, where the platform allows no more. `refused`: will never go like this; `stopTarget` when the robot itself is gone. `unknown`: nobody knows.
 * `words` is for the office, zh-CN, and holds no address or secret.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly platformId: string | null }
  | { readonly kind: 'later'; readonly afterMs: number; readonly holdLane: boolean; readonly rest: number | null; readonly words: string }
  | { readonly kind: 'refused'; readonly stopTarget: boolean; readonly words: string }
  | { readonly kind: 'unknown'; readonly words: string };

/** What an address given on the screen is: every fault at once, or the address as it is to be sealed and its last characters. */
export type ReadAddress = { readonly faults: readonly Fault[] } | { readonly faults: readonly []; readonly address: string; readonly tail: string };

export interface Channel {
  readonly kind: ChannelKind;
  /** Messages a minute it aims at, or null where there is no limit. */
  readonly perMinute: number | null;
  /** Longest markdown or text in UTF-8 bytes. */
  readonly maxBytes: number;
  /** Checks a robot's address and 加签 secret without calling anybody; channels without robots refuse every address. */
  readAddress(address: string, secret: string | null): ReadAddress;
  /** Never throws for what the platform answers; an exception is a bug. `at` is world time, for what is shown. */
  send(target: Target, message: Message, at: Date): Promise<SendResult>;
}
