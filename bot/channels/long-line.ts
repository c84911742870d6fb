/**
 * A line that we hold open to a platform, for who has no address that the platform could call. It stands again by itself after
 * whatever ended it, ever more patiently, and notices a line that is dead without having ended. It knows no platform.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Line } from './channel.js';

/** What goes out over the line. */
export type Say = (frame: unknown) => void;

/** Where the line leads now; `later`: nobody answers there; `refused`: it will not help to ask again. */
export type Door =
  | { readonly kind: 'open'; readonly url: URL }
  | { readonly kind: 'later'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string };

export type Came = 'stay' | 'end';

export interface LineShape {
  /** Asked anew before every attempt. */
  door(): Promise<Door>;
  /** The line stands: what the platform wants to hear first. */
  opened?(say: Say): void;
  /** A text that came. `end`: the platform wants another line, or this one is of no use. */
  came(text: string, say: Say): Came | Promise<Came>;
  /** What we say to be known as alive, beside the pings of the line itself. */
  beat?(say: Say): void;
  /** It will not help to try again: told once, and the line ends. */
  refused(words: string): Promise<void>;
  noted(words: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface LinePatience {
  /** Until the line stands. */
  readonly openMs: number;
  /** Between two signs of life. */
  readonly beatMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const LINE_PATIENCE: LinePatience = { openMs: 10_000, beatMs: 30_000, firstPauseMs: 1_000, longestPauseMs: 60_000 };

/** A frame is a message in a chat: longer than the longest of them is not read. */
const LARGEST_FRAME = 1024 * 1024;

/** 1, 2, 4 … seconds up to a minute, shortened by chance to at least half: processes that fell together do not come back together. */
const pauseMs = (failures: number, { firstPauseMs, longestPauseMs }: LinePatience): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** failures) * (0.5 + Math.random() / 2);

const open = (url: URL, openMs: number): WebSocket =>
  new WebSocket(url, { handshakeTimeout: openMs, maxPayload: LARGEST_FRAME, followRedirects: false });

/** What is said first on a line that is only tried, and how its answer is known: null, this is none. */
export interface Greeting {
  say(say: Say): void;
  isTaken(text: string): boolean | null;
}

/** Tries a line and lets it go at once. `away`: nobody there, or no answer to the greeting in time. */
export function tryLine(url: URL, openMs: number, greeting?: Greeting): Promise<'taken' | 'refused' | 'away'> {
  return new Promise((resolve) => {
    const socket = open(url, openMs);
    const end = (found: 'taken' | 'refused' | 'away'): void => {
      clearTimeout(late);
      resolve(found);
      socket.terminate();
    };
    const late = setTimeout(() => end('away'), openMs);
    socket.once('open', () => (greeting === undefined ? end('taken') : greeting.say((frame) => socket.send(JSON.stringify(frame)))));
    socket.on('message', (data) => {
      const isTaken = greeting?.isTaken(String(data)) ?? null;
      if (isTaken !== null) end(isTaken ? 'taken' : 'refused');
    });
    socket.on('error', () => end('away'));
    socket.on('close', () => end('away'));
  });
}

/** Never throws; every trouble is noted. */
export function holdLine(shape: LineShape, patience: LinePatience): Line {
  const ending = new AbortController();
  let socket: WebSocket | null = null;
  let failures = 0;

  /** Resolves when this line has ended. */
  const stand = (url: URL): Promise<void> =>
    new Promise((resolve) => {
      const line = open(url, patience.openMs);
      socket = line;
      let isAlive = true;
      const say: Say = (frame) => line.readyState === WebSocket.OPEN && line.send(JSON.stringify(frame));
      const beat = setInterval(() => {
        // Until it stands the handshake's own patience counts.
        if (line.readyState !== WebSocket.OPEN) return;
        if (!isAlive) return line.terminate();
        // A line that lasts so long was a good one.
        failures = 0;
        isAlive = false;
        line.ping();
        shape.beat?.(say);
      }, patience.beatMs);
      // One after the other, as they came: an answer never overtakes its question.
      let queue: Promise<void> = Promise.resolve();
      const take = async (text: string): Promise<void> => {
        try {
          if ((await shape.came(text, say)) === 'end') line.close();
        } catch (error) {
          // Not acknowledged, so the platform brings it again.
          shape.noted('frame was not taken', { error });
        }
      };
      line.on('open', () => {
        shape.noted('line stands');
        shape.opened?.(say);
      });
      line.on('pong', () => {
        isAlive = true;
      });
      line.on('message', (data, isBinary) => {
        isAlive = true;
        if (!isBinary) queue = queue.then(() => take(String(data)));
      });
      line.on('error', (error: NodeJS.ErrnoException) => shape.noted('line failed', { code: error.code ?? error.message }));
      line.on('close', () => {
        clearInterval(beat);
        void queue.then(resolve);
      });
    });

  /** One line from its door to its end. True: it will not help to try another. */
  const attempt = async (): Promise<boolean> => {
    const door = await shape.door();
    if (ending.signal.aborted) return true;
    if (door.kind === 'refused') {
      await shape.refused(door.words);
      return true;
    }
    if (door.kind === 'open') await stand(door.url);
    else shape.noted('line has no door', { why: door.words });
    return false;
  };
  const broke = (error: unknown): boolean => {
    shape.noted('line could not be tried', { error });
    return false;
  };
  const hold = async (): Promise<void> => {
    while (!(ending.signal.aborted || (await attempt().catch(broke)))) {
      // Whatever ended it: a platform that wants another line as soon as one stands is asked ever more patiently too.
      failures += 1;
      await sleep(pauseMs(failures, patience), undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const held = hold();
  return {
    isStanding: () => socket?.readyState === WebSocket.OPEN,
    close: async () => {
      ending.abort();
      socket?.terminate();
      await held;
    },
  };
}
