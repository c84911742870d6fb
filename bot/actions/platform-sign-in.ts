/** In without a password, where the platform knows who holds the phone. Whoever is not known learns how to be, and nothing else. */
import type { PlatformBegin, PlatformSignIn, PlatformWay } from '../../core/contract/session.js';
import { Refusal } from '../../core/refusal.js';
import type { AppKind, PlatformApp, Services } from '../services.js';
import type { WhoIs } from '../channels/channel.js';
import { personBy } from './lanes.js';
import { stopApp } from './send-message.js';
import { type OpenedSession, openSession } from './sign-in.js';
import { forgetTrouble, noteTrouble, wasTroubledJustNow } from './sign-in-trouble.js';

/** From the first tap to the way back, the platform's own question included. */
const BEGIN_MINUTES = 10;
/** Long enough to look for a password or a code. */
const TICKET_MINUTES = 30;

/**
 * Codes a minute that a platform is asked about. Anybody may send us one, and the calls of one address are counted together:
 * junk must not cost us our messages.
 */
const CODES_PER_MINUTE = 600;
/** No account of any platform has a blank. */
const CODES = 'codes of sign-in';

const BY_PASSWORD = '请用账号和密码登录，或用巡察办给您的一次性口令登录。';

const notConnected = (name: string): Refusal =>
  new Refusal('platform-not-connected', `这里还不能用${name}免登录。`, { kind: 'conflict', remedy: BY_PASSWORD });

const outOfService = (name: string): Refusal =>
  new Refusal('platform-out-of-service', `${name}免登录现在用不了。`, {
    kind: 'unavailable',
    remedy: `${BY_PASSWORD}同时请告诉巡察办：在“接入”里检查${name}的连接。`,
  });

const busy = (name: string): Refusal =>
  new Refusal('platform-busy', `${name}没有回应，没能自动登录。`, { kind: 'unavailable', remedy: '请过一会儿再试，或用账号和密码登录。' });

const stale = (name: string): Refusal =>
  new Refusal('sign-in-stale', '这次登录已过期，或不是从这里开始的。', {
    kind: 'unauthenticated',
    remedy: `请点“用${name}登录”再试一次；仍不行时回到${name}，从消息或工作台重新打开。`,
  });

const outsider = (name: string): Refusal =>
  new Refusal('platform-outsider', `您现在的${name}身份不是本单位成员。`, {
    kind: 'unauthenticated',
    remedy: `请在${name}里切换到本单位后重新打开，或用账号和密码登录。`,
  });

const stopped = (): Refusal => new Refusal('person-inactive', '这个账号已停用。', { kind: 'unauthenticated', remedy: '如仍需使用，请联系巡察办。' });

/** In service only: nothing goes by credentials that nobody tried, and wrong ones often tried get our address barred. */
async function appOf({ store, channels }: Services, kind: AppKind): Promise<PlatformApp> {
  const app = await store.apps.find(kind);
  if (app === null) throw notConnected(channels[kind].name);
  if (app.stopped !== null) throw outOfService(channels[kind].name);
  return app;
}

/** Where the phone gets a code. Refusals: `platform-not-connected`, `platform-out-of-service`. */
export async function beginPlatformSignIn(services: Services, { platform }: PlatformBegin): Promise<PlatformWay> {
  const app = await appOf(services, platform);
  const { secrets, store, channels, settings } = services;
  const [state, verifier] = [stateFrom(secrets.newToken()), secrets.newToken()];
  const way = channels[platform].door.wayOf(app, `${settings.publicUrl}/app/back`, state);
  if (way === null) throw notConnected(channels[platform].name);
  if (way.way === 'app') return way;
  const about = { is: 'sign-in', verifierHash: secrets.hashToken(verifier) } as const;
  await store.handshakes.open(secrets.hashToken(state), { kind: platform, about }, BEGIN_MINUTES);
  return { ...way, verifier };
}

/** Platforms take letters and digits only. */
const stateFrom = (token: string): string => Buffer.from(token, 'base64url').toString('hex');

/** Whoever comes back is whoever went, and for the first time: else anybody could hand somebody a link that signs them in as another. */
async function demandBegun({ secrets, store, channels }: Services, asked: PlatformSignIn): Promise<void> {
  if (asked.way === 'app') return;
  const begun = await store.handshakes.take(secrets.hashToken(asked.state));
  const isTheirs = begun?.kind === asked.platform && begun.about.is === 'sign-in' && begun.about.verifierHash === secrets.hashToken(asked.verifier);
  if (!isTheirs) throw stale(channels[asked.platform].name);
}

/** The platform's own id of whoever holds the phone. */
async function userIdBehind(services: Services, app: PlatformApp, { code, way }: PlatformSignIn): Promise<string> {
  const { kind } = app;
  const { door, name } = services.channels[kind];
  if (await wasTroubledJustNow(services, kind)) throw outOfService(name);
  if ((await services.store.apps.take(kind, CODES, CODES_PER_MINUTE)) > 0) throw busy(name);
  const who: WhoIs = await door.whoIs(app, code, way);
  if (who.kind === 'known') {
    await forgetTrouble(services, kind);
    return who.userId;
  }
  if (who.kind === 'stale') throw stale(name);
  if (who.kind === 'outsider') throw outsider(name);
  services.log.warn('platform sign-in failed', { app: kind, why: who.words });
  if (who.kind === 'later') throw busy(name);
  if (who.stops === 'connection') await stopApp(services, app, who.words);
  else await noteTrouble(services, kind, who.words);
  throw outOfService(name);
}

const unknownWords = (name: string): string =>
  `督办系统还没有登记您的${name}账号，不知道您是谁。请联系巡察办登记；如果您有督办的账号密码或一次性口令，登录一次，就可以绑定这个${name}账号，以后不用再输。`;

export type PlatformEntered =
  | { readonly kind: 'in'; readonly opened: OpenedSession }
  | { readonly kind: 'unknown'; readonly words: string; readonly ticket: string };

/** Refusals: `sign-in-stale`, `platform-outsider`, `platform-busy`, `platform-not-connected`, `platform-out-of-service`, `person-inactive`. */
export async function enterByPlatform(services: Services, asked: PlatformSignIn): Promise<PlatformEntered> {
  await demandBegun(services, asked);
  const app = await appOf(services, asked.platform);
  const userId = await userIdBehind(services, app, asked);
  const person = personBy(app.kind, userId, await services.roster());
  if (person === null) {
    const ticket = services.secrets.newToken();
    await services.store.handshakes.open(services.secrets.hashToken(ticket), { kind: app.kind, about: { is: 'stranger', userId } }, TICKET_MINUTES);
    return { kind: 'unknown', words: unknownWords(services.channels[app.kind].name), ticket };
  }
  if (!person.active) throw stopped();
  const opened = await services.store.transaction((store) => openSession(services, store, person.id));
  services.log.info('signed in by platform', { app: app.kind, person: person.id });
  return { kind: 'in', opened };
}
