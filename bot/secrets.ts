/** Sealing, signing and tokens, all from one key: the environment's, or one made once in DATA_DIR. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../core/refusal.js';
import type { Secrets } from './services.js';
import { folderRefusal } from './start/data-folder.js';
import { makeFolder } from './start/make-folder.js';

const CIPHER = 'aes-256-gcm';
const SEAL_MARK = 'v1.';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SHORTEST_KEY = 32;

const unopened = (): Refusal =>
  new Refusal('secret-unopened', '保存的密文打不开，密钥可能已更换。', {
    kind: 'unavailable',
    remedy: '请恢复原来的 DUBAN_SECRET_KEY 或 DATA_DIR/secret.key，或重新填写机器人地址。',
  });

const hasCode = (error: unknown, code: string): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/** Written aside and linked into place, so two processes that start at once end with one whole key. */
async function keyIn(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret.key');
  const known = await readFile(path, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw hasCode(error, 'EISDIR') || hasCode(error, 'EACCES') || hasCode(error, 'EPERM') ? keyFileBroken(path) : error;
  });
  if (known !== null) return wholeKey(path, known);
  await makeFolder(dataDir);
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(aside, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  await chmod(aside, 0o600);
  try {
    await link(aside, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return wholeKey(path, await readFile(path, 'utf8'));
}

/** Without the very key that sealed them the robots' addresses cannot be opened: a broken file is never replaced silently. */
function wholeKey(path: string, text: string): string {
  const key = text.trim();
  if (key.length < SHORTEST_KEY || !/^[\x21-\x7e]+$/.test(key)) throw keyFileBroken(path);
  return key;
}

const keyFileBroken = (path: string): Refusal =>
  new Refusal('secret-key-broken', `密钥文件 ${path} 已损坏或读不了，服务没有启动。`, {
    kind: 'unavailable',
    remedy: '请从备份恢复这个文件。没有备份时可以把它移走再启动：系统会生成新的密钥，群机器人要重新添加。',
  });

export function secretsFrom(key: string): Secrets {
  if (key.length < SHORTEST_KEY) {
    throw new Refusal('secret-key-short', '密钥太短。', {
      kind: 'unavailable',
      remedy: `请把 DUBAN_SECRET_KEY 设为至少 ${SHORTEST_KEY} 个字符的随机串。`,
    });
  }
  const derived = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, 'duban', purpose, 32));
  const [sealKey, signKey] = [derived('seal'), derived('sign')];
  return {
    seal: (plain) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, sealKey, iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return SEAL_MARK + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed.slice(SEAL_MARK.length), 'base64url');
      if (!sealed.startsWith(SEAL_MARK) || bytes.length < IV_BYTES + TAG_BYTES) throw unopened();
      const cipher = createDecipheriv(CIPHER, sealKey, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      cipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return cipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + cipher.final('utf8');
      } catch {
        throw unopened();
      }
    },
    sign: (text) => createHmac('sha256', signKey).update(text).digest('base64url'),
    newToken: () => randomBytes(32).toString('base64url'),
    hashToken: (token) => createHash('sha256').update(token).digest('base64url'),
  };
}

/** `key`: DUBAN_SECRET_KEY, at least 32 characters, the same on every machine. Without it DATA_DIR/secret.key, mode 0600. */
export async function openSecrets({ key, dataDir }: { readonly key: string | null; readonly dataDir: string }): Promise<Secrets> {
  if (key !== null) return secretsFrom(key);
  try {
    return secretsFrom(await keyIn(dataDir));
  } catch (error) {
    throw folderRefusal(dataDir, error);
  }
}
