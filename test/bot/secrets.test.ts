/** Keys, seals and tokens. */
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPasswords } from '../../bot/passwords.js';
import { openSecrets, secretsFrom } from '../../bot/secrets.js';

const KEY = 'a key that is only for tests, and long enough';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what was sealed opens again, and never looks the same twice', () => {
  const secrets = secretsFrom(KEY);
  const address = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=秘密';
  const sealed = [secrets.seal(address), secrets.seal(address)];
  expect(sealed[0]).not.toBe(sealed[1]);
  expect(sealed.map(secrets.open)).toEqual([address, address]);
  expect(sealed.join()).not.toContain('qyapi');
});

test('a seal that was touched, cut or made with another key does not open', () => {
  const secrets = secretsFrom(KEY);
  const sealed = secrets.seal('address');
  const touched = [...sealed]
    .map((sign, index) => sealed.slice(0, index) + (sign === 'A' ? 'B' : 'A') + sealed.slice(index + 1))
    .filter((text) => Buffer.from(text, 'base64url').toString('hex') !== Buffer.from(sealed, 'base64url').toString('hex') || !text.startsWith('v1.'));
  for (const text of [...touched, sealed.slice(0, -4), 'v1.', '', 'address']) expect(() => secrets.open(text)).toThrow('打不开');
  expect(() => secretsFrom(`${KEY}!`).open(sealed)).toThrow('打不开');
});

test('the key of the folder is made once, for its owner only, and found again', async () => {
  const [one, two] = await Promise.all([
    openSecrets({ key: null, dataDir: join(folder, 'data') }),
    openSecrets({ key: null, dataDir: join(folder, 'data') }),
  ]);
  const path = join(folder, 'data', 'secret.key');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(two.open(one.seal('address'))).toBe('address');
  const again = await openSecrets({ key: null, dataDir: join(folder, 'data') });
  expect(again.sign('x')).toBe(one.sign('x'));
  expect((await readFile(path, 'utf8')).trim().length).toBeGreaterThanOrEqual(43);
});

test('the key of the environment goes before that of the folder, and a short one is refused', async () => {
  const secrets = await openSecrets({ key: KEY, dataDir: folder });
  expect(secrets.sign('x')).toBe(secretsFrom(KEY).sign('x'));
  await expect(stat(join(folder, 'secret.key'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(openSecrets({ key: 'short', dataDir: folder })).rejects.toMatchObject({ id: 'secret-key-short' });
});

test.each([
  ['empty', ''],
  ['cut off', 'abc'],
  ['full of zeros', '\0'.repeat(64)],
  ['in another language', '密'.repeat(64)],
])('a key file that is %s is named as what it is, with the way back', async (_what, text) => {
  await writeFile(join(folder, 'secret.key'), text);
  const broken = {
    id: 'secret-key-broken',
    message: expect.stringContaining(join(folder, 'secret.key')),
    remedy: expect.stringMatching(/备份.*移走/),
  };
  await expect(openSecrets({ key: null, dataDir: folder })).rejects.toMatchObject(broken);
  expect(await readFile(join(folder, 'secret.key'), 'utf8')).toBe(text);
});

test('a key file that is a folder, and a folder that nobody can write, are one sentence too', async () => {
  await mkdir(join(folder, 'secret.key'));
  await expect(openSecrets({ key: null, dataDir: folder })).rejects.toMatchObject({ id: 'secret-key-broken' });
  await expect(openSecrets({ key: null, dataDir: '/proc/no-such-folder' })).rejects.toMatchObject({ id: 'data-unwritable' });
});

test('tokens are 32 random bytes and are kept as something else', () => {
  const secrets = secretsFrom(KEY);
  const tokens = new Set(Array.from({ length: 1_000 }, () => secrets.newToken()));
  expect(tokens.size).toBe(1_000);
  for (const token of tokens) expect([Buffer.from(token, 'base64url').length, secrets.hashToken(token) === token]).toEqual([32, false]);
});

test('a password matches however the input method typed it, and no other does', async () => {
  const passwords = openPasswords();
  const hash = await passwords.hash('Zhenggai２０２６');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,/);
  expect(await passwords.matches(hash, 'Zhenggai2026')).toBe(true);
  for (const wrong of ['zhenggai2026', 'Zhenggai2026 ', '', 'Zhenggai2026\0']) expect(await passwords.matches(hash, wrong)).toBe(false);
});
