/**
 * WeCom's smart bot by WebSocket as strict as the vendor: nothing comes before `aibot_subscribe` was taken, a second line of the same
 * bot ends the first with `disconnected_event`, and an answer goes once to the address that came with the message, within an hour.
 */
import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Judged, jsonIn, partOf, type Request } from './fake-gateway.js';
import { refused } from './fake-wecom-answers.js';

type Json = Readonly<Record<string, unknown>>;

export interface FakeWecomBots {
  /** Its line is at `botOrigin`. */
  addBot(): { readonly botId: string; readonly botSecret: string };
  readonly botOrigin: string;
  /** Somebody speaks to the bot; answers go to `key` of the log. The same `msgid` is the same message. */
  sayToBot(botId: string, facts: Json, key?: string): void;
  /** Somebody sends the bot a picture: an address that opens for five minutes, and its own key, or another `aeskey`. */
  sendPictureToBot(botId: string, facts: Json, picture: Buffer, aeskey?: string): void;
  /** Words and pictures as one message, in this order. */
  sendMixedToBot(botId: string, facts: Json, words: string, pictures: readonly Buffer[]): void;
  /** The addresses of pictures are of this host; null: its own. */
  giveBotPicturesAt(host: string | null): void;
  /** A frame as it is. */
  pushToBot(botId: string, frame: string): void;
  botLines(botId: string): number;
  botLinesOpened(): number;
  cutBotLines(): void;
}

const ANSWER_MS = 3_600_000;
const PICTURE_MS = 5 * 60_000;

/** As the vendor's page says: AES-256-CBC, the vector the first half of the key, padded to 32. Written apart from the code under test. */
function sealedPicture(picture: Buffer, key: Buffer): Buffer {
  const padding = 32 - (picture.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(picture), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]);
}

export async function startBots(originOf: () => string) {
  const bots = new Map<string, string>();
  const lines = new Map<string, WebSocket>();
  const addresses = new Map<string, { readonly key: string; readonly until: number }>();
  const pictures = new Map<string, { readonly sealed: Buffer; readonly until: number }>();
  let opened = 0;
  let pictureHost: string | null = null;

  const server = createServer((_request, response) => response.writeHead(426).end());
  const sockets = new WebSocketServer({ server, path: '/' });
  sockets.on('connection', (socket) => {
    let botId: string | null = null;
    socket.on('message', (text) => {
      const frame = JSON.parse(String(text)) as Json;
      const answer = (errcode: number, errmsg: string) => socket.send(JSON.stringify({ headers: frame['headers'], errcode, errmsg }));
      if (frame['cmd'] === 'ping') return botId === null ? answer(40001, 'not subscribed') : answer(0, 'ok');
      if (frame['cmd'] !== 'aibot_subscribe') return answer(40008, 'invalid cmd');
      const body = partOf(frame, 'body');
      const id = String(body['bot_id']);
      if (bots.get(id) === undefined || bots.get(id) !== body['secret']) return answer(853000, 'invalid bot_id or secret');
      const first = lines.get(id);
      if (first !== undefined && first !== socket) {
        const event = { msgid: randomUUID(), aibotid: id, msgtype: 'event', event: { eventtype: 'disconnected_event' } };
        first.send(JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: randomUUID() }, body: event }));
        first.close();
      }
      botId = id;
      lines.set(id, socket);
      opened += 1;
      answer(0, 'ok');
    });
    socket.on('close', () => {
      if (botId !== null && lines.get(botId) === socket) lines.delete(botId);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  /** Neither token nor signature: who has the address may answer, once. */
  const judgeBot = ({ url, body, at, method }: Request): Judged => {
    if (url.pathname.startsWith('/aibot-img/')) {
      const found = pictures.get(url.searchParams.get('sign') ?? '');
      const isOpen = method === 'GET' && found !== undefined && found.until > at;
      return isOpen ? { picture: found.sealed, type: 'application/octet-stream' } : { status: 403, reply: {}, got: [] };
    }
    const code = url.searchParams.get('response_code') ?? '';
    const address = addresses.get(code);
    if (method !== 'POST' || address === undefined || address.until <= at) return refused(42016, 'invalid response_code');
    const json = jsonIn(body);
    const content = json === null ? undefined : partOf(json, 'markdown')['content'];
    if (json?.['msgtype'] !== 'markdown' || typeof content !== 'string' || content === '') return refused(40008, 'invalid message type');
    if (Buffer.byteLength(content) > 20_480) return refused(45002, 'content exceed max length');
    addresses.delete(code);
    return { accepted: { at, key: address.key, msgtype: 'markdown', title: null, text: content } };
  };

  const imageOf = (picture: Buffer): { readonly url: string; readonly aeskey: string } => {
    const [sign, key] = [randomBytes(16).toString('hex'), randomBytes(32)];
    pictures.set(sign, { sealed: sealedPicture(picture, key), until: Date.now() + PICTURE_MS });
    return { url: `${pictureHost ?? originOf()}/aibot-img/1?sign=${sign}`, aeskey: key.toString('base64') };
  };

  const bot: FakeWecomBots = {
    addBot: () => {
      const [botId, botSecret] = [`aib${randomBytes(10).toString('hex')}`, randomBytes(24).toString('base64url')];
      bots.set(botId, botSecret);
      return { botId, botSecret };
    },
    botOrigin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sayToBot: (botId, facts, key = 'bot') => {
      const code = randomBytes(12).toString('hex');
      addresses.set(code, { key, until: Date.now() + ANSWER_MS });
      const body = {
        ...{ msgid: randomUUID(), aibotid: botId, chattype: 'single', create_time: Math.floor(Date.now() / 1_000), msgtype: 'text' },
        response_url: `${originOf()}/cgi-bin/aibot/response?response_code=${code}`,
        ...facts,
      };
      const cmd = body.msgtype === 'event' ? 'aibot_event_callback' : 'aibot_msg_callback';
      lines.get(botId)?.send(JSON.stringify({ cmd, headers: { req_id: randomUUID() }, body }));
    },
    sendPictureToBot: (botId, facts, picture, aeskey) => {
      const image = imageOf(picture);
      bot.sayToBot(botId, { msgtype: 'image', image: { ...image, aeskey: aeskey ?? image.aeskey }, ...facts });
    },
    sendMixedToBot: (botId, facts, words, sent) => {
      const images = sent.map((picture) => ({ msgtype: 'image', image: imageOf(picture) }));
      bot.sayToBot(botId, { msgtype: 'mixed', mixed: { msg_item: [{ msgtype: 'text', text: { content: words } }, ...images] }, ...facts });
    },
    giveBotPicturesAt: (host) => {
      pictureHost = host;
    },
    pushToBot: (botId, frame) => lines.get(botId)?.send(frame),
    botLines: (botId) => (lines.has(botId) ? 1 : 0),
    botLinesOpened: () => opened,
    cutBotLines: () => [...lines.values()].forEach((socket) => socket.terminate()),
  };
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { bot, judgeBot, close };
}
