/** Ways in: passwords, locks, sessions and one-time codes, against the real base. */
import { firstAccountCode } from '../../bot/actions/first-account.js';
import { issueCode } from '../../bot/actions/issue-code.js';
import { listPeople } from '../../bot/actions/list-people.js';
import { redeemCode } from '../../bot/actions/redeem-code.js';
import { signIn, signOut } from '../../bot/actions/sign-in.js';
import { firstLines } from '../../bot/start/first-lines.js';
import { type TestStore, openTestStore } from '../support/database.js';
import { aPerson } from '../support/make.js';
import { servicesOn, type TestServices } from '../support/services-on.js';

const PASSWORD = '整改到位 2026';

let base: TestStore;
let services: TestServices;

beforeAll(async () => {
  base = await openTestStore();
});
beforeEach(async () => {
  await base.empty();
  services = servicesOn(base);
});
afterAll(() => base.close());

const first = async (account = 'Fang', password = PASSWORD) =>
  redeemCode(services, { code: (await firstAccountCode(services))?.code ?? '', account, password, name: '方 正' });
const tryIn = (password: string, account = 'fang') => signIn(services, { account, password });
const personOf = async (token: string) => (await base.store.accounts.session(services.secrets.hashToken(token)))?.personId ?? null;
/** As if `ms` of machine time had gone by. */
const age = async (collection: string, field: string, ms: number) => {
  await base.db.collection(collection).updateMany({ [field]: { $type: 'date' } }, [{ $set: { [field]: { $subtract: [`$${field}`, ms] } } }]);
};

test('the first account is made by the printed code, holds the office, and is signed in', async () => {
  const { token, personId } = await first();
  expect(await personOf(token)).toBe(personId);
  expect(await base.store.people.person(personId)).toMatchObject({ name: '方正', account: 'fang', active: true });
  expect(await base.store.people.posts()).toEqual([{ kind: 'office', personId, unitId: null }]);
  expect((await base.store.events.of('person', personId)).map((event) => event.action)).toEqual(['firstAccountMade']);
});

test('there is no first code once there is an account, and an old one opens nothing', async () => {
  const printed = await firstAccountCode(services);
  const newer = await firstAccountCode(services);
  await expect(redeemCode(services, { code: printed?.code ?? '', account: 'x1', password: PASSWORD, name: '甲' })).rejects.toMatchObject({
    id: 'code-void',
  });
  await redeemCode(services, { code: newer?.code ?? '', account: 'fang', password: PASSWORD, name: '方正' });
  expect(await firstAccountCode(services)).toBeNull();
  await base.store.accounts.saveCode(services.secrets.hashToken('AAAAAAAAAAAAAAAA'), null, 1);
  await expect(redeemCode(services, { code: 'AAAA-AAAA-AAAA-AAAA', account: 'x2', password: PASSWORD, name: '乙' })).rejects.toMatchObject({
    id: 'code-void',
  });
  expect(await base.store.people.people()).toHaveLength(1);
});

test('the first link says that a name is needed; a code of the office does not, and warns where its link opens here only', async () => {
  expect((await firstAccountCode(services))?.link).toMatch(/^http:\/\/localhost:3000\/#\/pages\/join\/index\?code=[^&]+&first=1$/);
  const { personId } = await first();
  const viewer = await services.viewer(personId);
  await base.store.people.savePeople([aPerson('he', '何俊')]);
  const warned = await issueCode(services, viewer, 'he');
  expect(warned.link).not.toContain('first');
  expect(warned.linkOpens).toBe(false);
  expect((await listPeople(services, viewer)).codeWarning).toBe(
    '目前手机还打不开督办系统，口令发出去也用不了。请让安装系统的同事先设置手机能打开的网址（PUBLIC_URL）。',
  );
  const reachable = { ...services, settings: { ...services.settings, publicUrl: 'https://duban.example.cn' } };
  expect((await issueCode(reachable, viewer, 'he')).linkOpens).toBe(true);
  expect((await listPeople(reachable, viewer)).codeWarning).toBeNull();
  const numbered = { ...services, settings: { ...services.settings, publicUrl: 'http://127.0.0.1:3000' } };
  expect((await issueCode(numbered, viewer, 'he')).linkOpens).toBe(false);
});

test('a code is taken however it is typed', async () => {
  const printed = (await firstAccountCode(services))?.code ?? '';
  const typed = ` ${printed.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
  await expect(redeemCode(services, { code: typed, account: 'fang', password: PASSWORD, name: '方正' })).resolves.toHaveProperty('token');
});

test('of ten who use one code at once exactly one gets in', async () => {
  const code = (await firstAccountCode(services))?.code ?? '';
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => redeemCode(services, { code, account: `fang${index}`, password: PASSWORD, name: '方正' })),
  );
  const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.id] : []));
  expect(refused).toEqual(Array.from({ length: 9 }, () => 'code-void'));
  expect(await base.store.people.people()).toHaveLength(1);
  expect(await base.db.collection('accounts').countDocuments()).toBe(1);
});

test('a code that is a day old is void', async () => {
  const code = (await firstAccountCode(services))?.code ?? '';
  await age('codes', 'until', 24 * 3_600_000 + 1_000);
  await expect(redeemCode(services, { code, account: 'fang', password: PASSWORD, name: '方正' })).rejects.toMatchObject({ id: 'code-void' });
});

test('all faults of a redeeming are told at once and leave the code good', async () => {
  const code = (await firstAccountCode(services))?.code ?? '';
  const asked = { code, account: 'fang zheng', password: 'Fang Zheng', name: ' \u200B ' };
  await expect(redeemCode(services, asked)).rejects.toMatchObject({
    id: 'redeem-faults',
    faults: [{ place: '账号' }, { place: '密码' }, { place: '姓名' }],
  });
  const common = redeemCode(services, { ...asked, account: 'fang', password: '12345678', name: '方正' });
  await expect(common).rejects.toMatchObject({ faults: [{ place: '密码', message: expect.stringMatching(/^太常见.*请换一个/) }] });
  await expect(redeemCode(services, { ...asked, account: 'fang', password: PASSWORD, name: '方正' })).resolves.toHaveProperty('token');
});

test('the right password opens a session that lasts until it is closed', async () => {
  const { personId } = await first();
  const { token } = await tryIn(PASSWORD, ' ＦＡＮＧ ');
  expect(await personOf(token)).toBe(personId);
  await signOut(services, token);
  expect(await personOf(token)).toBeNull();
  await signOut(services, token);
});

test('the base keeps neither token nor password', async () => {
  const { token } = await first();
  const kept = JSON.stringify([
    ...(await base.db.collection('sessions').find().toArray()),
    ...(await base.db.collection('accounts').find().toArray()),
  ]);
  expect(kept).not.toContain(token);
  expect(kept).not.toContain(PASSWORD);
  expect(kept).toContain('$argon2id$');
  expect(services.lines.join()).not.toContain(token);
});

test('a session ends by itself after thirty days of machine time', async () => {
  const { token } = await first();
  await age('sessions', 'until', 30 * 86_400_000 - 60_000);
  expect(await personOf(token)).not.toBeNull();
  await age('sessions', 'until', 60_001);
  expect(await personOf(token)).toBeNull();
});

test('a wrong password and an unknown account get the same answer for the same work', async () => {
  await first();
  const cost = async (account: string) => {
    const begun = process.cpuUsage();
    const refusal = await tryIn('wrong password', account).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ id: 'sign-in-wrong', kind: 'unauthenticated', message: '账号或密码不对。' });
    const { user, system } = process.cpuUsage(begun);
    return user + system;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    known.push(await cost('fang'));
    unknown.push(await cost('nobody'));
  }
  // Work of the processor, the least of each: what else the machine does only ever adds to it.
  const ratio = Math.min(...unknown) / Math.min(...known);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('the fifth wrong password locks for fifteen minutes, for the right one too', async () => {
  await first();
  for (let index = 0; index < 4; index += 1) await expect(tryIn(`wrong ${index}`)).rejects.toMatchObject({ id: 'sign-in-wrong' });
  await expect(tryIn('wrong 5')).rejects.toMatchObject({ id: 'account-locked' });
  await expect(tryIn(PASSWORD)).rejects.toMatchObject({ id: 'account-locked' });
  await age('failures', 'lockedUntil', 14 * 60_000);
  await expect(tryIn(PASSWORD)).rejects.toMatchObject({ id: 'account-locked' });
  await age('failures', 'lockedUntil', 61_000);
  await expect(tryIn('wrong once more')).rejects.toMatchObject({ id: 'sign-in-wrong' });
  await expect(tryIn(PASSWORD)).resolves.toHaveProperty('token');
});

test('an account nobody has locks in the same way', async () => {
  for (let index = 0; index < 4; index += 1) await expect(tryIn('x', 'ghost')).rejects.toMatchObject({ id: 'sign-in-wrong' });
  for (let index = 0; index < 2; index += 1) await expect(tryIn('x', 'ghost')).rejects.toMatchObject({ id: 'account-locked' });
});

test('success forgets earlier failures', async () => {
  await first();
  for (let round = 0; round < 3; round += 1) {
    for (let index = 0; index < 4; index += 1) await expect(tryIn('wrong')).rejects.toMatchObject({ id: 'sign-in-wrong' });
    await expect(tryIn(PASSWORD)).resolves.toHaveProperty('token');
  }
});

const idsOf = (tries: readonly PromiseSettledResult<unknown>[]): readonly string[] =>
  tries.map((one) => (one.status === 'fulfilled' ? 'in' : (one.reason as { readonly id: string }).id)).sort();

test('twenty right passwords at once are twenty sessions, and lock nothing', async () => {
  await first();
  expect(idsOf(await Promise.allSettled(Array.from({ length: 20 }, () => tryIn(PASSWORD))))).toEqual(Array(20).fill('in'));
  await expect(tryIn(PASSWORD)).resolves.toHaveProperty('token');
});

test('twenty wrong passwords at once lock after five, in whatever order they come', async () => {
  await first();
  const told = idsOf(await Promise.allSettled(Array.from({ length: 20 }, (_, index) => tryIn(`guess ${index}`))));
  expect(told).toEqual([...Array(16).fill('account-locked'), ...Array(4).fill('sign-in-wrong')]);
  await expect(tryIn(PASSWORD)).rejects.toMatchObject({ id: 'account-locked' });
});

test('a right guess that comes after five wrong ones is told nothing, even when its password was looked at before', async () => {
  await first();
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const slow = {
    ...services,
    passwords: {
      ...services.passwords,
      matches: async (hash: string, word: string) => {
        const isRight = await services.passwords.matches(hash, word);
        await gate;
        return isRight;
      },
    },
  };
  const right = signIn(slow, { account: 'fang', password: PASSWORD }).catch((error: { readonly id: string }) => error.id);
  await Promise.allSettled(Array.from({ length: 5 }, (_, index) => tryIn(`guess ${index}`)));
  open();
  expect(await right).toBe('account-locked');
});

test.each([0, 1, 2, 3, 4])('of right and wrong ones at once no right one is refused while %i wrong ones were counted', async (wrongs) => {
  await first();
  const words = Array.from({ length: 12 }, (_, index) => (index < wrongs ? `guess ${index}` : PASSWORD));
  const told = idsOf(await Promise.allSettled(words.map((word) => tryIn(word))));
  expect(told).toEqual([...Array(12 - wrongs).fill('in'), ...Array(wrongs).fill('sign-in-wrong')]);
});

test('a code from the office replaces the password and ends every session of before', async () => {
  const office = await first();
  await base.store.people.savePeople([aPerson('he', '何俊')]);
  const viewer = await services.viewer(office.personId);
  const { code, link, words, name, untilWords } = await issueCode(services, viewer, 'he');
  expect(link).toBe(`http://localhost:3000/#/pages/join/index?code=${code}`);
  expect(words).toContain('何俊');
  expect(name).toBe('何俊');
  expect(untilWords).toMatch(/^\d+月\d+日（周.）\d\d:\d\d$/);
  const old = await redeemCode(services, { code, account: 'hejun', password: 'first password' });
  expect(await personOf(old.token)).toBe('he');

  const again = await issueCode(services, viewer, 'he');
  expect(await personOf(old.token)).toBe('he');
  const fresh = await redeemCode(services, { code: again.code, account: 'hejun2', password: 'second password' });
  expect(await personOf(old.token)).toBeNull();
  expect(await personOf(fresh.token)).toBe('he');
  expect(await personOf(office.token)).toBe(office.personId);
  await expect(tryIn('first password', 'hejun')).rejects.toMatchObject({ id: 'sign-in-wrong' });
  await expect(tryIn('second password', 'hejun2')).resolves.toMatchObject({ personId: 'he' });
  expect((await base.store.events.of('person', 'he')).map((event) => event.action)).toEqual(['codeIssued', 'accountSet', 'codeIssued', 'accountSet']);
  expect(JSON.stringify(await base.store.events.of('person', 'he'))).not.toContain(code);
});

test("of ten who use one person's code at once exactly one gets in", async () => {
  const office = await first();
  await base.store.people.savePeople([aPerson('he', '何俊')]);
  const { code } = await issueCode(services, await services.viewer(office.personId), 'he');
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => redeemCode(services, { code, account: `hejun${index}`, password: PASSWORD })),
  );
  expect(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.id] : []))).toEqual(Array.from({ length: 9 }, () => 'code-void'));
  expect(await base.db.collection('accounts').countDocuments()).toBe(2);
});

test('only a right code tells whose it is', async () => {
  await first();
  await base.store.people.savePeople([aPerson('he', '何俊')]);
  const guess = redeemCode(services, { code: 'AAAA-AAAA-AAAA-AAAA', account: 'fang', password: PASSWORD });
  const said = await guess.catch((error: unknown) => JSON.stringify(error, ['id', 'message', 'remedy']));
  expect(said).toContain('code-void');
  expect(said).not.toContain('何俊');
});

test('a first start knows no earlier link, a second one does', async () => {
  expect([(await firstAccountCode(services))?.isRenewed, (await firstAccountCode(services))?.isRenewed]).toEqual([false, true]);
  const about = {
    url: 'http://localhost:3000',
    host: '127.0.0.1',
    base: '自带',
    dataDir: null,
    demo: false,
    role: 'all',
    link: 'http://x/',
  } as const;
  const linesOf = async (isRenewed: boolean) => (await firstLines(services, { ...about, isRenewed })).join('\n');
  expect(await linesOf(false)).not.toContain('已经失效');
  expect(await linesOf(true)).toContain('以前启动时印出的链接已经失效');
});

test('a newer code voids the one before', async () => {
  const office = await first();
  await base.store.people.savePeople([aPerson('he', '何俊')]);
  const viewer = await services.viewer(office.personId);
  const older = await issueCode(services, viewer, 'he');
  await issueCode(services, viewer, 'he');
  await expect(redeemCode(services, { code: older.code, account: 'hejun', password: PASSWORD })).rejects.toMatchObject({ id: 'code-void' });
});

test("an account that is somebody else's is refused and the code stays good", async () => {
  const office = await first();
  await base.store.people.savePeople([aPerson('he', '何俊')]);
  const { code } = await issueCode(services, await services.viewer(office.personId), 'he');
  await expect(redeemCode(services, { code, account: 'FANG', password: 'something else' })).rejects.toMatchObject({
    id: 'account-taken',
    kind: 'conflict',
    remedy: expect.stringContaining('发给何俊的'),
  });
  await expect(tryIn(PASSWORD)).resolves.toMatchObject({ personId: office.personId });
  await expect(redeemCode(services, { code, account: 'hejun', password: PASSWORD })).resolves.toMatchObject({ personId: 'he' });
});

test('only the office hands out codes, and none to who has left', async () => {
  const office = await first();
  await base.store.people.savePeople([aPerson('he', '何俊'), aPerson('gone', '丁离', { active: false })]);
  await expect(issueCode(services, await services.viewer('he'), 'he')).rejects.toMatchObject({ id: 'not-allowed' });
  const viewer = await services.viewer(office.personId);
  await expect(issueCode(services, viewer, 'gone')).rejects.toMatchObject({ id: 'person-stopped' });
  await expect(issueCode(services, viewer, 'nobody')).rejects.toMatchObject({ id: 'person-not-found' });
});

test('whoever has left cannot sign in any more', async () => {
  const { personId } = await first();
  const person = await base.store.people.person(personId);
  if (person !== null) await base.store.people.savePeople([{ ...person, active: false }]);
  await expect(tryIn(PASSWORD)).rejects.toMatchObject({ id: 'sign-in-wrong' });
});

test.each(['$ne', '{"$gt":""}', "' or 1=1", '__proto__', '😀😀', 'a'.repeat(40)])('the account %j is only a name', async (account) => {
  await first();
  await expect(tryIn(PASSWORD, account)).rejects.toMatchObject({ id: 'sign-in-wrong' });
});
