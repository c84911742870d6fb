/** WeCom as strict as the vendor. Here its group robots: keys, byte limits, 20 a rolling minute; applications: `fake-wecom-app`. */
import { createHash, randomUUID } from 'node:crypto';
import { type Accepted, type Gateway, type Judged, jsonIn, partOf, type Request, startGateway } from './fake-gateway.js';
import { type FakeWecomApps, fakeWecomApps } from './fake-wecom-app.js';
import { type FakeWecomBots, startBots } from './fake-wecom-bot.js';
import { failure, refused } from './fake-wecom-answers.js';

export interface FakeWecom extends Gateway, FakeWecomApps, FakeWecomBots {
  addRobot(): { readonly key: string; readonly address: string };
  removeRobot(key: string): void;
  disable(key: string): void;
}

const KNOWN_TYPES = ['text', 'markdown', 'markdown_v2', 'image', 'news', 'file', 'voice', 'template_card'];
const LIMITS: Readonly<Record<string, number>> = { text: 2048, markdown: 4096, markdown_v2: 4096 };
const PER_MINUTE = 20;

export async function startFakeWecom(): Promise<FakeWecom> {
  const robots = new Map<string, { isDisabled: boolean; sends: number[] }>();
  /** What was left with a robot: for it alone, and for three days. */
  const media = new Map<string, { readonly key: string; readonly until: number; readonly name: string; readonly length: number }>();

  const { judge: judgeApp, forget: forgetApps, ...apps } = fakeWecomApps();

  let origin = '';
  const { bot, judgeBot, close: closeBots } = await startBots(() => origin);

  const judge = (request: Request): Judged => {
    const { method, url, body, at } = request;
    if (url.pathname === '/cgi-bin/aibot/response' || url.pathname.startsWith('/aibot-img/')) return judgeBot(request);
    if (!url.pathname.startsWith('/cgi-bin/webhook/')) return judgeApp(request);
    if (method !== 'POST' || body.length === 0) return refused(93017, 'empty request body');
    const key = url.searchParams.get('key') ?? '';
    const robot = robots.get(key);
    const isUpload = url.pathname === '/cgi-bin/webhook/upload_media';
    if ((url.pathname !== '/cgi-bin/webhook/send' && !isUpload) || robot === undefined) return refused(93000, 'invalid webhook url');
    if (robot.isDisabled) return refused(93004, 'robot is disabled');
    if (isUpload) {
      const file = fileIn(request);
      if ('refused' in file) return file;
      const id = randomUUID();
      media.set(id, { ...file, key, until: at + 3 * 86_400_000 });
      return { answered: { errcode: 0, errmsg: 'ok', type: 'file', media_id: id, created_at: String(Math.floor(at / 1_000)) } };
    }
    const json = jsonIn(body);
    if (json === null) return refused(40058, 'invalid json');
    const left = media.get(String(partOf(json, 'file')['media_id']));
    if (json['msgtype'] === 'file' && (left === undefined || left.key !== key || left.until < at)) return refused(40007, 'invalid media_id');
    const read = left === undefined ? readMessage(json) : { msgtype: 'file', text: `[file ${left.name} ${left.length}]` };
    if ('refused' in read) return read;
    robot.sends = robot.sends.filter((sent) => sent > at - 60_000);
    if (robot.sends.length >= PER_MINUTE) return refused(45009, 'api freq out of limit');
    robot.sends.push(at);
    return { accepted: { at, key, title: null, ...read } };
  };

  const gateway = await startGateway(judge, failure);
  ({ origin } = gateway);
  return {
    ...gateway,
    ...apps,
    ...bot,
    close: async () => {
      await Promise.all([gateway.close(), closeBots()]);
    },
    forget: () => {
      gateway.forget();
      forgetApps();
    },
    addRobot: () => {
      const key = randomUUID();
      robots.set(key, { isDisabled: false, sends: [] });
      return { key, address: `${gateway.origin}/cgi-bin/webhook/send?key=${key}` };
    },
    removeRobot: (key) => void robots.delete(key),
    disable: (key) => {
      const robot = robots.get(key);
      if (robot !== undefined) robot.isDisabled = true;
    },
  };
}

const MOST_FILE_BYTES = 20 * 1_048_576;

/** One part named `media` with its name and its length, more than 5 bytes and at most 20 MB. */
function fileIn({
  url,
  contentType,
  body,
}: Request): { readonly name: string; readonly length: number } | { readonly refused: Readonly<Record<string, unknown>> } {
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(contentType ?? '')?.[1];
  const text = body.toString('latin1');
  const part = /^--(.+)\r\nContent-Disposition: form-data; name="media"; filename="([^"]+)"; filelength=(\d+)\r\nContent-Type: [^\r]+\r\n\r\n/.exec(
    text,
  );
  const end = `\r\n--${boundary}--\r\n`;
  if (boundary === undefined || part === null || part[1] !== boundary || !text.endsWith(end)) return { refused: failure(44001, 'empty media data') };
  const length = text.length - part[0].length - end.length;
  if (url.searchParams.get('type') !== 'file') return { refused: failure(40004, 'invalid media type') };
  if (length !== Number(part[3]) || length <= 5 || length > MOST_FILE_BYTES) return { refused: failure(40006, 'invalid media size') };
  return { name: Buffer.from(part[2] ?? '', 'latin1').toString(), length };
}

const MOST_IMAGE_BYTES = 2 * 1_048_576;

/** JPG or PNG of at most 2 MB before base64, with its own md5. */
function readImage({ base64, md5 }: Readonly<Record<string, unknown>>): ReturnType<typeof readMessage> {
  const bytes = typeof base64 === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
  const isPicture = bytes !== null && (bytes.subarray(1, 4).toString('latin1') === 'PNG' || bytes.readUInt16BE(0) === 0xffd8);
  if (!isPicture || bytes.length > MOST_IMAGE_BYTES) return { refused: failure(40009, 'invalid image size') };
  if (createHash('md5').update(bytes).digest('hex') !== md5) return { refused: failure(301019, 'media file md5 not match') };
  return { msgtype: 'image', text: `[image ${bytes.length}]` };
}

const textsIn = (list: unknown): readonly string[] => (Array.isArray(list) ? list.filter((one) => typeof one === 'string') : []);

/** `<@userid>` in text and markdown; of the list beside them text alone knows anything. */
function mentionedBy(msgtype: string, content: string, list: unknown): readonly string[] {
  if (msgtype === 'markdown_v2') return [];
  const inside = [...content.matchAll(/<@([^<>\s]+)>/g)].flatMap(([, id]) => id ?? []);
  return [...inside, ...(msgtype === 'text' ? textsIn(list) : [])];
}

/** Lengths are counted in bytes; `mentioned_list` beside markdown is ignored as the vendor does. */
function readMessage(
  json: Readonly<Record<string, unknown>>,
): Pick<Accepted, 'msgtype' | 'text' | 'mentioned'> | { readonly refused: Readonly<Record<string, unknown>> } {
  const msgtype = String(json['msgtype']);
  if (!KNOWN_TYPES.includes(msgtype)) return { refused: failure(40008, 'invalid message type') };
  if (msgtype === 'image') return readImage(partOf(json, msgtype));
  const content = partOf(json, msgtype)['content'];
  const limit = LIMITS[msgtype];
  if (limit === undefined) return { msgtype, text: JSON.stringify(json[msgtype]) };
  if (typeof content !== 'string') return { refused: failure(40058, 'missing content') };
  if (content === '') return { refused: failure(44004, 'empty content') };
  if (Buffer.byteLength(content) > limit) return { refused: failure(40058, `${msgtype}.content exceed max length ${limit}`) };
  return { msgtype, text: content, mentioned: mentionedBy(msgtype, content, partOf(json, msgtype)['mentioned_list']) };
}
