/**
 * DingTalk's interactive cards as strict as the vendor: a template that was built and belongs to the application, values that are
 * texts, a space of one person, presses by Stream or at an address that was registered. What was not delivered is said in the answer.
 */
import { randomBytes } from 'node:crypto';
import { type Accepted, type Judged, jsonIn, partOf, type Request } from './fake-gateway.js';

type Json = Readonly<Record<string, unknown>>;

export interface FakeCards {
  /** The id of a template built in the card console for this application. */
  addTemplate(appKey: string): string;
  /** 互动卡片 permission. */
  permitCards(appKey: string, isPermitted: boolean): void;
  /** The values of the card that somebody got last, as it stands now. */
  cardParams(userId: string): Readonly<Record<string, string>>;
  /** What a press of this button brings along: a message of Stream, or what is posted to the registered address. */
  pressOf(userId: string, words: string): string;
  /** Somebody presses a button of a card that calls back over HTTP; answers the status. */
  pressByHttp(userId: string, words: string): Promise<number>;
  /** Where the application's presses go; null: nowhere. */
  cardAddress(appKey: string, routeKey?: string): string | null;
}

export interface CardOwner {
  readonly appKey: string;
  readonly robotCode: string;
}

interface Card {
  readonly appKey: string;
  readonly userId: string;
  readonly outTrackId: string;
  readonly routeKey: string | null;
  params: Readonly<Record<string, string>>;
}

export interface CardParts {
  readonly isUser: (userId: string) => boolean;
  readonly says: (status: number, reply: Json, got?: readonly Accepted[]) => Judged;
  readonly no: (status: number, code: string, message: string) => Judged;
}

const SPACE = /^dtv1\.card\/\/IM_ROBOT\.(.+)$/i;

export function fakeCards({ isUser, says, no }: CardParts): FakeCards & { judge(app: CardOwner, request: Request): Judged | null; forget(): void } {
  const templates = new Map<string, string>();
  const forbidden = new Set<string>();
  const routes = new Map<string, string>();
  const cards = new Map<string, Card>();
  const lastOf = new Map<string, string>();
  const wrong = (what: string): Judged => no(400, `invalidParameter.${what}`, `${what} is invalid`);

  const textsIn = (json: Json): Readonly<Record<string, string>> | null => {
    const map = partOf(partOf(json, 'cardData'), 'cardParamMap');
    return Object.values(map).every((value) => typeof value === 'string') ? (map as Readonly<Record<string, string>>) : null;
  };
  const textOf = (params: Readonly<Record<string, string>>): string =>
    [
      params['text'],
      params['done'],
      ...[1, 2, 3]
        .map((n) => params[`button${n}`])
        .filter(Boolean)
        .map((words) => `[${words}]`),
    ]
      .filter(Boolean)
      .join('\n');

  const create = (app: CardOwner, json: Json, at: number): Judged => {
    if (templates.get(String(json['cardTemplateId'])) !== app.appKey) return wrong('cardTemplateId');
    const outTrackId = json['outTrackId'];
    if (typeof outTrackId !== 'string' || outTrackId === '') return wrong('outTrackId');
    const params = textsIn(json);
    if (params === null) return wrong('cardData');
    const [, userId] = SPACE.exec(String(json['openSpaceId'])) ?? [];
    if (userId === undefined || partOf(json, 'imRobotOpenDeliverModel')['robotCode'] !== app.robotCode) return wrong('openSpaceId');
    const isHttp = json['callbackType'] === 'HTTP';
    if (!isHttp && json['callbackType'] !== 'STREAM') return wrong('callbackType');
    const routeKey = isHttp ? String(json['callbackRouteKey']) : null;
    if (routeKey !== null && !routes.has(`${app.appKey} ${routeKey}`)) return wrong('callbackRouteKey');
    const isThere = isUser(userId);
    const result = {
      outTrackId,
      deliverResults: [{ spaceType: 'IM_ROBOT', spaceId: userId, success: isThere, carrierId: '', errorMsg: isThere ? '' : 'user not found' }],
    };
    if (!isThere) return says(200, { success: true, result });
    const isNew = !cards.has(outTrackId);
    if (isNew) cards.set(outTrackId, { appKey: app.appKey, userId, outTrackId, routeKey, params });
    lastOf.set(userId, outTrackId);
    const got = { at, key: userId, msgtype: 'card', title: params['title'] ?? null, text: textOf(params) };
    return says(200, { success: true, result }, isNew ? [got] : []);
  };

  const update = (app: CardOwner, json: Json): Judged => {
    const card = cards.get(String(json['outTrackId']));
    const params = textsIn(json);
    if (card === undefined || card.appKey !== app.appKey) return wrong('outTrackId');
    if (params === null) return wrong('cardData');
    const isByKey = partOf(json, 'cardUpdateOptions')['updateCardDataByKey'] === true;
    card.params = isByKey ? { ...card.params, ...params } : params;
    return says(200, { success: true, result: true });
  };

  const register = (app: CardOwner, json: Json): Judged => {
    const [routeKey, url] = [String(json['callbackRouteKey'] ?? ''), String(json['callbackUrl'] ?? '')];
    if (routeKey === '' || !URL.canParse(url)) return wrong('callbackUrl');
    if (routes.has(`${app.appKey} ${routeKey}`) && json['forceUpdate'] !== true) return wrong('callbackRouteKey');
    routes.set(`${app.appKey} ${routeKey}`, url);
    return says(200, { success: true, result: { apiSecret: randomBytes(16).toString('hex'), callbackUrl: url } });
  };

  const cardOf = (userId: string): Card => {
    const card = cards.get(lastOf.get(userId) ?? '');
    if (card === undefined) throw new Error(`no card of ${userId}`);
    return card;
  };
  const pressOf = (userId: string, words: string): string => {
    const { outTrackId, params } = cardOf(userId);
    const number = [1, 2, 3].find((at) => params[`button${at}`] === words);
    if (number === undefined) throw new Error(`no button ${words} on the card of ${userId}`);
    const content = JSON.stringify({ cardPrivateData: { actionIds: [`button${number}`], params: { key: params[`key${number}`] } } });
    return JSON.stringify({ corpId: 'dingcorp', outTrackId, userId, content });
  };

  return {
    addTemplate: (appKey) => {
      const id = `${randomBytes(8).toString('hex')}.schema`;
      templates.set(id, appKey);
      return id;
    },
    permitCards: (appKey, isPermitted) => void (isPermitted ? forbidden.delete(appKey) : forbidden.add(appKey)),
    cardParams: (userId) => cardOf(userId).params,
    pressOf,
    pressByHttp: async (userId, words) => {
      const { appKey, routeKey } = cardOf(userId);
      const url = routes.get(`${appKey} ${routeKey}`);
      if (url === undefined) throw new Error('no address is registered');
      return (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: pressOf(userId, words) })).status;
    },
    cardAddress: (appKey, routeKey = 'duban') => routes.get(`${appKey} ${routeKey}`) ?? null,
    forget: () => {
      cards.clear();
      lastOf.clear();
      forbidden.clear();
    },
    judge: (app, { method, url, body, at }) => {
      if (!url.pathname.startsWith('/v1.0/card/')) return null;
      if (forbidden.has(app.appKey)) {
        return no(403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied', '应用尚未开通所需的权限：[Card.Instance.Write]');
      }
      const json = jsonIn(body) ?? {};
      const route = `${method} ${url.pathname}`;
      if (route === 'POST /v1.0/card/instances/createAndDeliver') return create(app, json, at);
      if (route === 'PUT /v1.0/card/instances') return update(app, json);
      return route === 'POST /v1.0/card/callbacks/register' ? register(app, json) : no(404, 'InvalidAction.NotFound', 'Specified api is not found');
    },
  };
}
