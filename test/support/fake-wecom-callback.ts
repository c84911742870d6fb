/** How WeCom calls a service: its own AES and signature after the vendor's page, written apart from the code under test. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';

export interface Seal {
  readonly token: string;
  readonly aesKey: string;
  readonly corpId: string;
}

export interface SealedCall {
  readonly query: Readonly<Record<'msg_signature' | 'timestamp' | 'nonce', string>>;
  readonly encrypt: string;
}

const padded = (bytes: Buffer): Buffer => {
  const rest = 32 - (bytes.length % 32);
  return Buffer.concat([bytes, Buffer.alloc(rest, rest)]);
};

/** 16 random bytes, the length, the message, the receiver; AES-256-CBC, its key's first half as vector. */
export function encrypted(message: string, { aesKey, corpId }: Seal, random: Buffer = randomBytes(16)): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const [text, length] = [Buffer.from(message), Buffer.alloc(4)];
  length.writeUInt32BE(text.length);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded(Buffer.concat([random, length, text, Buffer.from(corpId)]))), cipher.final()]).toString('base64');
}

export const signatureOf = (token: string, timestamp: string, nonce: string, encrypt: string): string =>
  createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest('hex');

/** `seconds`: the platform's clock. */
export function sealed(message: string, seal: Seal, seconds: number = Math.floor(Date.now() / 1_000)): SealedCall {
  const [timestamp, nonce, encrypt] = [String(seconds), randomBytes(6).toString('hex'), encrypted(message, seal)];
  return { query: { msg_signature: signatureOf(seal.token, timestamp, nonce, encrypt), timestamp, nonce }, encrypt };
}

export const urlOf = (address: string, query: Readonly<Record<string, string>>): string => `${address}?${new URLSearchParams(query).toString()}`;

const cdata = (text: string): string => `<![CDATA[${text}]]>`;

export const envelopeXml = (encrypt: string, corpId: string, agentId: string): string =>
  `<xml><ToUserName>${cdata(corpId)}</ToUserName><AgentID>${agentId}</AgentID><Encrypt>${cdata(encrypt)}</Encrypt></xml>`;

/** What was taken on a card, list by list. */
export type Selected = readonly { readonly list: string; readonly option: string }[];

const selectedXml = (selected: Selected): string =>
  selected
    .map(
      ({ list, option }) =>
        `<SelectedItem><QuestionKey>${cdata(list)}</QuestionKey><OptionIds><OptionId>${cdata(option)}</OptionId></OptionIds></SelectedItem>`,
    )
    .join('');

function valueXml(value: string | number | Selected): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? cdata(value) : selectedXml(value);
}

/** Members in the vendor's order; numbers bare, texts as CDATA. */
export const messageXml = (members: Readonly<Record<string, string | number | Selected>>): string =>
  `<xml>${Object.entries(members)
    .map(([name, value]) => `<${name}>${valueXml(value)}</${name}>`)
    .join('')}</xml>`;
