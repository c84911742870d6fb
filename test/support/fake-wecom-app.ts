/**
 * WeCom's applications as strict as the vendor: a token of each secret, receivers who are unknown, invisible or without a
 * licence, cards with every limit, 30 a minute and 1,000 an hour to one person, dropped in silence beyond.
 */
import { randomBytes } from 'node:crypto';
import { dayOf } from '../../core/time/day.js';
import { type Accepted, type Judged, jsonIn, partOf, type Request } from './fake-gateway.js';
import { refused } from './fake-wecom-answers.js';
import { envelopeXml, messageXml, type Seal, type Selected, sealed, urlOf } from './fake-wecom-callback.js';
import { type FakeWecomChats, fakeWecomChats } from './fake-wecom-chat.js';
import { cardFault, cardText, taskIdFault } from './fake-wecom-card.js';
import { miniFault, miniText } from './fake-wecom-mini.js';
import { type Asking, type FakeWecomPeople, fakeWecomPeople } from './fake-wecom-people.js';

type Json = Readonly<Record<string, unknown>>;

/** What the console shows of a self-built application. */
export interface WecomApp {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
}

export interface WecomUser {
  readonly name?: string;
  /** Inside the application's 可见范围. */
  readonly isVisible?: boolean;
  readonly isLicensed?: boolean;
  /** Ids of departments of the directory. */
  readonly departments?: readonly number[];
}

export interface FakeWecomApps extends FakeWecomPeople, FakeWecomChats {
  addApp(): WecomApp;
  addUser(userId: string, traits?: WecomUser): void;
  removeUser(userId: string): void;
  /** Another secret; the tokens of the old one no longer hold. */
  resetSecret(agentId: string): string;
  /** The secret of 通讯录同步, and that of the mini-program linked to this application. */
  moreSecrets(agentId: string): { readonly directorySecret: string; readonly miniprogramSecret: string };
  /** So many accounts the corp has room for: 200 times as many messages a day go out by each application. */
  setAccounts(agentId: string, accounts: number): void;
  /** The AppID of the mini-program that is linked with it; the token of its own application alone may send its notices. */
  linkMiniProgram(agentId: string): string;
  /** 停用. */
  disableApp(agentId: string): void;
  /** 可见范围 is no longer the whole corp. */
  narrowApp(agentId: string): void;
  /** 设置API接收: cards may have buttons then, and what people do is told to this address. */
  setReceiving(agentId: string, receiving: Pick<Seal, 'token' | 'aesKey'> & { readonly url: string }): void;
  /** Somebody writes to the application; answers the status of the callback. The same `msgId` is the same message. */
  say(agentId: string, userId: string, text: string, msgId?: string): Promise<number>;
  /** Somebody sends a picture; the platform keeps it for three days. */
  sendPicture(agentId: string, userId: string, picture: Buffer): Promise<number>;
  /** Somebody presses a button of a card they got; answers the status. `again`: the platform repeats the very event. */
  press(agentId: string, userId: string, words: string, again?: number): Promise<number>;
  /** Somebody takes these options, one of each list in words, and sends the card; answers the status. */
  choose(agentId: string, userId: string, options: readonly string[]): Promise<number>;
  /** The platform tells the last thing of this person once more, by another call. */
  repeat(agentId: string, userId: string): Promise<number>;
  /** Somebody opens the application. */
  enter(agentId: string, userId: string): Promise<number>;
  /** What the platform calls a service with, and how: for calls that are not genuine. */
  sealOf(agentId: string): Seal;
  /** 可信域名. */
  trustDomain(agentId: string, domain: string): void;
  /** Calls come from an address that is not in 企业可信IP. */
  distrustIp(isDistrusted: boolean): void;
  /** The platform may give up any token early. */
  revokeTokens(): void;
  /** How often a token was given out; whoever asks again while it is good gets the same. */
  tokensGiven(): number;
  /** What was dropped in silence. */
  readonly dropped: readonly Accepted[];
  /** Messages that were taken back, by their text. */
  readonly recalled: readonly string[];
  /** Cards that were changed, as they stood then. */
  readonly updated: readonly Json[];
  /** The card that somebody got last, as it stands now. */
  cardOf(userId: string): Json | null;
}

interface KeptApp extends WecomApp {
  secret: string;
  readonly directorySecret: string;
  readonly miniprogramSecret: string;
  isDisabled: boolean;
  seesAll: boolean;
  receiving: (Pick<Seal, 'token' | 'aesKey'> & { readonly url: string }) | null;
  redirectDomain: string;
  accounts: number;
  miniAppId: string | null;
  /** Instants of what went out to persons. */
  readonly sentAt: number[];
  readonly taskIds: Set<string>;
  /** Instants of what each person got. */
  readonly got: Map<string, number[]>;
}

/** Cards that come back to us. */
const INTERACTIVE = ['button_interaction', 'multiple_interaction'];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TOKEN_MS = 7_200_000;
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

export function fakeWecomApps(): FakeWecomApps & { judge(request: Request): Judged; forget(): void } {
  const apps = new Map<string, KeptApp>();
  const users = new Map<string, Required<WecomUser>>();
  const tokens = new Map<string, { readonly app: KeptApp; readonly secret: string; readonly until: number }>();
  const cards = new Map<string, Json>();
  const dropped: Accepted[] = [];
  /** What each message id stands for. */
  const sent = new Map<string, { readonly app: KeptApp; readonly by: Asking['by']; readonly at: number; readonly text: string }>();
  const recalled: string[] = [];
  /** When the same was last said to the same person, for whoever asks that it be shown once. */
  const saidAt = new Map<string, number>();
  const codes = new Map<string, { readonly app: KeptApp; readonly taskId: string }>();
  const updated: Json[] = [];
  const media = new Map<string, { readonly picture: Buffer; readonly until: number }>();
  /** What each person did last, as it was told. */
  const lastTold = new Map<string, string>();
  /** The card that each person got last. */
  const lastCard = new Map<string, string>();
  let [isDistrusted, given] = [false, 0];
  const {
    judge: judgePeople,
    page,
    visibleDepartments,
    forget: forgetPeople,
    ...people
  } = fakeWecomPeople(
    () => [...apps.values()],
    () => users,
  );

  const { judge: judgeChat, ...chats } = fakeWecomChats((userId) => users.get(userId)?.isVisible === true);

  const getToken = ({ url, at }: Request): Judged => {
    const [corpId, secret] = [url.searchParams.get('corpid') ?? '', url.searchParams.get('corpsecret') ?? ''];
    if (corpId === '') return refused(41002, 'corpid missing');
    if (secret === '') return refused(41004, 'corpsecret missing');
    const ofCorp = [...apps.values()].filter((app) => app.corpId === corpId);
    if (ofCorp.length === 0) return refused(40013, 'invalid corpid');
    const app = ofCorp.find((one) => byOf(one, secret) !== null && !one.isDisabled);
    if (app === undefined) return refused(40001, 'invalid credential');
    const kept = [...tokens].find(([, one]) => one.app === app && one.secret === secret && one.until > at);
    const token = kept?.[0] ?? hex(90);
    given += 1;
    if (kept === undefined) tokens.set(token, { app, secret, until: at + TOKEN_MS });
    const until = tokens.get(token)?.until ?? at;
    return { answered: { access_token: token, expires_in: Math.floor((until - at) / 1_000) } };
  };

  /** The application whose token came along, and whose it is. */
  const appOf = ({ url, at }: Request): { readonly app: KeptApp; readonly by: Asking['by'] } | Judged => {
    const token = url.searchParams.get('access_token');
    if (token === null || token === '') return refused(41001, 'access_token missing');
    const found = tokens.get(token);
    const by = found === undefined ? null : byOf(found.app, found.secret);
    if (found === undefined || by === null) return refused(40014, 'invalid access_token');
    if (found.until <= at) return refused(42001, 'access_token expired');
    if (isDistrusted) return refused(60020, 'not allow to access from your ip');
    return found.app.isDisabled ? refused(50003, 'app is disabled') : { app: found.app, by };
  };

  const send = (app: KeptApp, by: Asking['by'], { method, body, at }: Request): Judged => {
    const json = method === 'POST' ? jsonIn(body) : null;
    if (json === null) return refused(40058, 'invalid json');
    const isMini = by === 'miniprogramSecret';
    if (isMini !== (json['msgtype'] === 'miniprogram_notice')) return isMini ? refused(48002, 'api forbidden') : refused(90206, 'not linked');
    if (!isMini && String(json['agentid']) !== app.agentId) return refused(301002, 'not allow to access other agentid');
    const to = typeof json['touser'] === 'string' ? json['touser'].split('|').filter((id) => id !== '') : [];
    if (to.length === 0) return refused(82001, 'touser, toparty and totag are empty');
    const read = readMessage(app, json);
    if ('refused' in read) return read;
    const known = to.filter((id) => users.get(id)?.isVisible === true);
    if (app.sentAt.filter((then) => dayOf(new Date(then)) === dayOf(new Date(at))).length + to.length > app.accounts * 200) {
      return refused(45009, 'api freq out of limit');
    }
    app.sentAt.push(...to.map(() => at));
    const invaliduser = to.filter((id) => !known.includes(id)).map((id) => id.toLowerCase());
    if (known.length === 0) return refused(81013, 'user & party & tag all invalid');
    const unlicensed = known.filter((id) => users.get(id)?.isLicensed !== true);
    const card = partOf(json, 'template_card');
    const taskId = typeof card['task_id'] === 'string' ? card['task_id'] : null;
    if (taskId !== null) {
      app.taskIds.add(taskId);
      cards.set(taskId, card);
      lastCard.set(to[0] ?? '', taskId);
    }
    const msgid = hex(16);
    sent.set(msgid, { app, by, at, text: read.text });
    const answer = {
      invaliduser: invaliduser.join('|'),
      invalidparty: '',
      invalidtag: '',
      unlicenseduser: unlicensed.map((id) => id.toLowerCase()).join('|'),
      msgid,
      ...(INTERACTIVE.includes(String(card['card_type'])) ? { response_code: newCode(app, to[0] ?? '') } : {}),
    };
    const receiver = known.find((id) => !unlicensed.includes(id));
    if (receiver === undefined) return { accepted: null, answer };
    const message: Accepted = { at, key: receiver, title: null, ...read };
    const got = (app.got.get(receiver) ?? []).filter((sent) => sent > at - HOUR_MS);
    const isTooMuch = got.length >= 1_000 || got.filter((sent) => sent > at - MINUTE_MS).length >= 30;
    const words = JSON.stringify([app.agentId, receiver, json['msgtype'], read]);
    const interval = Number(json['duplicate_check_interval'] ?? 1_800) * 1_000;
    const isTwin = json['enable_duplicate_check'] === 1 && (saidAt.get(words) ?? Number.NEGATIVE_INFINITY) > at - interval;
    const isDropped = isTooMuch || isTwin;
    app.got.set(receiver, isDropped ? got : [...got, at]);
    if (isDropped) dropped.push(message);
    else saidAt.set(words, at);
    return { accepted: isDropped ? null : message, answer };
  };

  /** One use, 72 hours. */
  const newCode = (app: KeptApp, userId: string): string => {
    const code = hex(16);
    codes.set(code, { app, taskId: lastCard.get(userId) ?? '' });
    return code;
  };

  const update = (app: KeptApp, { body }: Request): Judged => {
    const json = jsonIn(body);
    const code = codes.get(String(json?.['response_code']));
    if (json === null || code === undefined) return refused(42016, 'invalid response_code');
    if (code.app !== app || String(json['agentid']) !== app.agentId) return refused(42015, 'different app');
    const card = partOf(json, 'template_card');
    const name = partOf(json, 'button')['replace_name'];
    const fault = 'card_type' in card ? cardFault(card) : typeof name === 'string' && name !== '' ? null : 'button.replace_name';
    if (fault !== null) return refused(40058, `invalid update: ${fault}`);
    codes.delete(String(json['response_code']));
    const after = 'card_type' in card ? card : { ...cards.get(code.taskId), button_list: [{ text: name }] };
    cards.set(code.taskId, after);
    updated.push(after);
    return { answered: { invaliduser: '' } };
  };

  /** Its own messages of the last 24 hours, once. */
  const recall = (app: KeptApp, by: Asking['by'], { body, at }: Request): Judged => {
    const msgid = String(jsonIn(body)?.['msgid']);
    const message = sent.get(msgid);
    if (message === undefined || message.app !== app || message.by !== by) return refused(40058, 'invalid msgid');
    if (message.at < at - 24 * HOUR_MS) return refused(40058, 'msg recall timeout');
    sent.delete(msgid);
    recalled.push(message.text);
    return { answered: {} };
  };

  const callbackOf = (agentId: string) => {
    const app = apps.get(agentId);
    if (app === undefined || app.receiving === null) throw new Error(`application ${agentId} receives nothing`);
    return { app, ...app.receiving, seal: { ...app.receiving, corpId: app.corpId } };
  };

  const tell = async (
    agentId: string,
    userId: string,
    members: Readonly<Record<string, string | number | Selected>>,
    seconds?: number,
  ): Promise<number> => {
    const { app } = callbackOf(agentId);
    const at = seconds ?? Math.floor(Date.now() / 1_000);
    const message = messageXml({ ToUserName: app.corpId, FromUserName: userId, CreateTime: at, ...members, AgentID: Number(agentId) });
    lastTold.set(userId, message);
    return call(agentId, message);
  };

  const call = async (agentId: string, message: string): Promise<number> => {
    const { app, url, seal } = callbackOf(agentId);
    const { query, encrypt } = sealed(message, seal);
    const answer = await fetch(urlOf(url, query), { method: 'POST', body: envelopeXml(encrypt, app.corpId, agentId) });
    return answer.status;
  };

  const speakers: Pick<FakeWecomApps, 'say' | 'sendPicture' | 'press' | 'choose' | 'repeat' | 'enter' | 'sealOf'> = {
    sealOf: (agentId) => callbackOf(agentId).seal,
    say: (agentId, userId, text, msgId = hex(8)) => tell(agentId, userId, { MsgType: 'text', Content: text, MsgId: msgId }),
    sendPicture: (agentId, userId, picture) => {
      const mediaId = hex(32);
      media.set(mediaId, { picture, until: Date.now() + 72 * HOUR_MS });
      return tell(agentId, userId, { MsgType: 'image', PicUrl: `http://fake/${mediaId}`, MediaId: mediaId, MsgId: hex(8) });
    },
    enter: (agentId, userId) => tell(agentId, userId, { MsgType: 'event', Event: 'enter_agent', EventKey: '' }),
    press: async (agentId, userId, words, again) => {
      const { app } = callbackOf(agentId);
      const taskId = lastCard.get(userId) ?? '';
      const button = buttonsOf(cards.get(taskId) ?? {}).find(({ text }) => text === words);
      if (button === undefined) throw new Error(`no button ${words} on the card of ${userId}`);
      const event = { MsgType: 'event', Event: 'template_card_event', EventKey: button.key, TaskId: taskId, CardType: 'button_interaction' };
      return tell(agentId, userId, { ...event, ResponseCode: newCode(app, userId) }, again);
    },
    repeat: (agentId, userId) => call(agentId, lastTold.get(userId) ?? ''),
    choose: async (agentId, userId, options) => {
      const { app } = callbackOf(agentId);
      const taskId = lastCard.get(userId) ?? '';
      const card = cards.get(taskId) ?? {};
      const selected = selectedOn(card, options);
      const { key } = partOf(card, 'submit_button');
      const event = { MsgType: 'event', Event: 'template_card_event', EventKey: String(key), TaskId: taskId, CardType: 'multiple_interaction' };
      return tell(agentId, userId, { ...event, ResponseCode: newCode(app, userId), SelectedItems: selected });
    },
  };

  const judge = (request: Request): Judged => {
    if (request.url.pathname === '/cgi-bin/gettoken') return getToken(request);
    if (request.url.pathname === '/connect/oauth2/authorize') return page(request);
    const asking = appOf(request);
    if (!('app' in asking)) return asking;
    const { app, by } = asking;
    const known = judgePeople({ ...app, by }, request);
    if (known !== null) return known;
    const { pathname } = request.url;
    if (by === 'miniprogramSecret' && pathname === '/cgi-bin/message/send') return send(app, by, request);
    if (by === 'miniprogramSecret' && pathname === '/cgi-bin/message/recall') return recall(app, by, request);
    if (by !== 'secret') return refused(48002, 'api forbidden');
    const ofChat = judgeChat(app, request);
    if (ofChat !== null) return ofChat;
    switch (request.url.pathname) {
      case '/cgi-bin/media/get': {
        const found = media.get(request.url.searchParams.get('media_id') ?? '');
        return found === undefined || found.until <= request.at ? refused(40007, 'invalid media_id') : { picture: found.picture };
      }
      case '/cgi-bin/agent/get':
        return agentOf(app, request.url);
      case '/cgi-bin/message/update_template_card':
        return update(app, request);
      case '/cgi-bin/message/recall':
        return recall(app, by, request);
      case '/cgi-bin/message/send':
        return send(app, by, request);
      default:
        return refused(40066, 'invalid url');
    }
  };

  const agentOf = (app: KeptApp, url: URL): Judged => {
    if (url.searchParams.get('agentid') !== app.agentId) return refused(301002, 'not allow to access other agentid');
    const user = [...users].filter(([, { isVisible }]) => isVisible).map(([userid]) => ({ userid }));
    const [allow_userinfos, allow_partys, allow_tags] = [{ user }, { partyid: visibleDepartments() }, { tagid: [] }];
    const { redirectDomain: redirect_domain } = app;
    return { answered: { agentid: Number(app.agentId), name: '督办', close: 0, redirect_domain, allow_userinfos, allow_partys, allow_tags } };
  };

  const change = (agentId: string, to: Partial<KeptApp>): void => {
    const app = apps.get(agentId);
    if (app !== undefined) Object.assign(app, to);
  };

  return {
    judge,
    forget: () => {
      updated.length = 0;
      dropped.length = 0;
      recalled.length = 0;
      isDistrusted = false;
      given = 0;
      saidAt.clear();
      forgetPeople();
      for (const app of apps.values()) {
        app.got.clear();
        app.sentAt.length = 0;
        app.accounts = Number.POSITIVE_INFINITY;
      }
    },
    addApp: () => {
      const [corpId, agentId, secret] = [`ww${hex(8)}`, String(1_000_002 + apps.size), randomBytes(32).toString('base64url')];
      const more = { directorySecret: randomBytes(32).toString('base64url'), miniprogramSecret: randomBytes(32).toString('base64url') };
      const app: KeptApp = {
        corpId,
        agentId,
        secret,
        ...more,
        isDisabled: false,
        seesAll: true,
        receiving: null,
        redirectDomain: '',
        accounts: Number.POSITIVE_INFINITY,
        miniAppId: null,
        sentAt: [],
        taskIds: new Set(),
        got: new Map(),
      };
      apps.set(agentId, app);
      return { corpId, agentId, secret };
    },
    addUser: (userId, { name = userId, isVisible = true, isLicensed = true, departments = [] } = {}) =>
      void users.set(userId, { name, isVisible, isLicensed, departments }),
    removeUser: (userId) => void users.delete(userId),
    resetSecret: (agentId) => {
      const secret = randomBytes(32).toString('base64url');
      change(agentId, { secret });
      return secret;
    },
    moreSecrets: (agentId) => {
      const { directorySecret = '', miniprogramSecret = '' } = apps.get(agentId) ?? {};
      return { directorySecret, miniprogramSecret };
    },
    linkMiniProgram: (agentId) => {
      const miniAppId = `wx${hex(8)}`;
      change(agentId, { miniAppId });
      return miniAppId;
    },
    setAccounts: (agentId, accounts) => change(agentId, { accounts }),
    disableApp: (agentId) => change(agentId, { isDisabled: true }),
    narrowApp: (agentId) => change(agentId, { seesAll: false }),
    setReceiving: (agentId, receiving) => change(agentId, { receiving }),
    ...speakers,
    ...people,
    ...chats,
    trustDomain: (agentId, redirectDomain) => change(agentId, { redirectDomain }),
    distrustIp: (isIt) => {
      isDistrusted = isIt;
    },
    revokeTokens: () => tokens.clear(),
    tokensGiven: () => given,
    dropped,
    recalled,
    updated,
    cardOf: (userId) => cards.get(lastCard.get(userId) ?? '') ?? null,
  };
}

/** Which of its secrets this is; null: none. */
function byOf(app: KeptApp, secret: string): Asking['by'] | null {
  if (secret === app.secret) return 'secret';
  if (secret === app.directorySecret) return 'directorySecret';
  return secret === app.miniprogramSecret ? 'miniprogramSecret' : null;
}

/** As a member’s own choice of each list comes back. */
function selectedOn(card: Json, words: readonly string[]): Selected {
  const lists = Array.isArray(card['select_list']) ? (card['select_list'] as Json[]) : [];
  if (lists.length !== words.length) throw new Error(`the card has ${lists.length} lists`);
  return lists.map((list, index) => {
    const option = (list['option_list'] as Json[]).find(({ text }) => String(text).includes(words[index] ?? ''));
    if (option === undefined) throw new Error(`no option ${words[index]} in ${JSON.stringify(list)}`);
    return { list: String(list['question_key']), option: String(option['id']) };
  });
}

/** Those that call back. */
function buttonsOf(card: Json): readonly { readonly text: string; readonly key: string }[] {
  const list = Array.isArray(card['button_list']) ? (card['button_list'] as Json[]) : [];
  return list.filter(({ type }) => Number(type ?? 0) === 0).map(({ text, key }) => ({ text: String(text), key: String(key) }));
}

type Read = Pick<Accepted, 'msgtype' | 'text'>;

const LIMITED = ['text', 'markdown'];
const MOST_BYTES = 2_048;

function readMessage(app: KeptApp, json: Json): Read | Extract<Judged, { refused: unknown }> {
  const no = (code: number, words: string) => refused(code, words) as Extract<Judged, { refused: unknown }>;
  const msgtype = String(json['msgtype']);
  if (LIMITED.includes(msgtype)) {
    const content = partOf(json, msgtype)['content'];
    if (typeof content !== 'string' || content === '') return no(44004, 'empty content');
    return Buffer.byteLength(content) > MOST_BYTES ? no(45002, `${msgtype}.content exceed max length ${MOST_BYTES}`) : { msgtype, text: content };
  }
  if (msgtype === 'miniprogram_notice') {
    const notice = partOf(json, msgtype);
    const [code, words] = miniFault(notice, app.miniAppId) ?? [0, ''];
    return code === 0 ? { msgtype, text: miniText(notice) } : no(code, words);
  }
  if (msgtype !== 'template_card') return no(40008, 'invalid message type');
  const card = partOf(json, msgtype);
  const fault = cardFault(card);
  if (fault !== null) return no(40058, `invalid template_card: ${fault}`);
  if (card['card_type'] !== 'text_notice' && app.receiving === null) return no(43012, 'callback url is not set');
  if (taskIdFault(card, app.taskIds)) return no(42014, 'taskid has existed or empty or exceed max len');
  return { msgtype, text: cardText(card) };
}
