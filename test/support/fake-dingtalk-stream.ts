/**
 * DingTalk's Stream gateway as strict as the vendor: a ticket is good once and for 90 seconds, only what was subscribed to comes,
 * each message goes to one of the application's lines, and what is not acknowledged comes again, to any of them.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Json = Readonly<Record<string, unknown>>;

export interface FakeStream {
  /** Somebody writes to the robot: the message as the vendor's page has it, as JSON. Answers how often it was sent; rejects when nobody took it. */
  tell(appKey: string, message: string, told?: Told): Promise<number>;
  /** A frame as it is, without waiting for an answer. */
  push(appKey: string, frame: string): void;
  /** A SYSTEM ping; resolves with what came back. */
  pingStream(appKey: string): Promise<string>;
  /** The gateway asks for another line. */
  askForAnother(appKey: string): void;
  /** Every line falls without a word. */
  cutLines(): void;
  /** A line that neither ends nor answers any more. */
  freezeLines(isFrozen: boolean): void;
  linesOf(appKey: string): number;
  /** How often a line was opened since the beginning. */
  linesOpened(): number;
}

export interface Told {
  readonly topic?: string;
  readonly messageId?: string;
  /** What nobody acknowledged by then comes again. */
  readonly againMs?: number;
}

interface Ticket {
  readonly appKey: string;
  readonly topics: readonly string[];
  readonly until: number;
}

interface Open extends Ticket {
  readonly socket: WebSocket;
}

const TICKET_MS = 90_000;
/** The vendor sends for a minute what nobody acknowledges; a busy machine has time to, before it comes again. */
const PATIENCE_MS = 60_000;
const AGAIN_MS = 20_000;

export interface StreamGateway extends FakeStream {
  /** What `connections/open` answers: null where the subscriptions are none. */
  give(appKey: string, subscriptions: unknown, at: number): Json | null;
  close(): Promise<void>;
}

const topicsIn = (subscriptions: unknown): readonly string[] =>
  Array.isArray(subscriptions)
    ? (subscriptions as Json[]).flatMap(({ type, topic }) =>
        ['EVENT', 'CALLBACK'].includes(String(type)) && typeof topic === 'string' ? [topic] : [],
      )
    : [];

export async function startStream(): Promise<StreamGateway> {
  const tickets = new Map<string, Ticket>();
  const lines = new Set<Open>();
  const waiting = new Map<string, (data: string) => void>();
  let [opened, turn, isFrozen] = [0, 0, false];

  const server = createServer((_request, response) => response.writeHead(426).end());
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  server.on('upgrade', (request, raw, head) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const name = url.searchParams.get('ticket') ?? '';
    const ticket = tickets.get(name);
    tickets.delete(name);
    if (url.pathname !== '/connect' || ticket === undefined || ticket.until < Date.now()) {
      raw.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => {
      const line = { ...ticket, socket };
      lines.add(line);
      opened += 1;
      socket.on('close', () => lines.delete(line));
      socket.on('ping', (data) => isFrozen || socket.pong(data));
      socket.on('message', (text) => {
        if (isFrozen) return;
        const ack = JSON.parse(String(text)) as Json;
        const { messageId } = ack['headers'] as Json;
        // Without code 200 and the very id it is no acknowledgement.
        if (ack['code'] === 200 && typeof ack['data'] === 'string') waiting.get(String(messageId))?.(ack['data']);
      });
      socket.send(frameOf('SYSTEM', 'CONNECTED', randomUUID(), '{}'));
      socket.send(frameOf('SYSTEM', 'REGISTERED', randomUUID(), '{}'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/connect`;

  const linesFor = (appKey: string, topic?: string) =>
    [...lines].filter((line) => line.appKey === appKey && (topic === undefined || line.topics.includes(topic)));
  const answered = (messageId: string, ms: number): Promise<string | null> =>
    new Promise((resolve) => {
      const late = setTimeout(() => resolve(null), ms);
      waiting.set(messageId, (data) => {
        clearTimeout(late);
        resolve(data);
      });
    });

  return {
    give: (appKey, subscriptions, at) => {
      const topics = topicsIn(subscriptions);
      if (topics.length === 0) return null;
      const ticket = randomBytes(16).toString('hex');
      tickets.set(ticket, { appKey, topics, until: at + TICKET_MS });
      return { endpoint, ticket };
    },
    tell: async (appKey, message, { topic = '/v1.0/im/bot/messages/get', messageId = randomUUID(), againMs = AGAIN_MS } = {}) => {
      const begun = performance.now();
      for (let sends = 1; performance.now() - begun < PATIENCE_MS; sends += 1) {
        const those = linesFor(appKey, topic);
        const line = those[(turn += 1) % Math.max(1, those.length)];
        const ack = answered(messageId, againMs);
        line?.socket.send(frameOf('CALLBACK', topic, messageId, message));
        if ((await ack) !== null) return sends;
      }
      throw new Error('nobody took the message');
    },
    push: (appKey, frame) => linesFor(appKey).forEach(({ socket }) => socket.send(frame)),
    pingStream: async (appKey) => {
      const messageId = randomUUID();
      const back = answered(messageId, PATIENCE_MS);
      linesFor(appKey)[0]?.socket.send(frameOf('SYSTEM', 'ping', messageId, '{"opaque":"abc"}'));
      const data = await back;
      if (data === null) throw new Error('the ping was not answered');
      return data;
    },
    askForAnother: (appKey) =>
      linesFor(appKey).forEach(({ socket }) => socket.send(frameOf('SYSTEM', 'disconnect', randomUUID(), '{"reason":"idle"}'))),
    cutLines: () => [...lines].forEach(({ socket }) => socket.terminate()),
    freezeLines: (isIt) => {
      isFrozen = isIt;
    },
    linesOf: (appKey) => linesFor(appKey).length,
    linesOpened: () => opened,
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of lines) socket.terminate();
        sockets.close();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const frameOf = (type: string, topic: string, messageId: string, data: string): string =>
  JSON.stringify({
    specVersion: '1.0',
    type,
    headers: { appId: 'app', connectionId: 'connection', contentType: 'application/json', messageId, time: String(Date.now()), topic },
    data,
  });
