/** Which ways a notice takes: one lane a person, one lane each robot of a group. */
import { ConnectionKind } from '../../core/contract/connection.js';
import type { NoticeDraft, Recipient } from '../../core/notice/model.js';
import type { Person } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import type { AppKind, Channel, Channels } from '../channels/channel.js';
import type { PlatformApp, Robot, Services, Unreached } from '../services.js';

/** Who can be reached which way now. */
export interface Switchboard {
  readonly robots: readonly Robot[];
  readonly apps: readonly PlatformApp[];
  readonly unreached: readonly Unreached[];
  readonly roster: Roster;
  readonly channels: Channels;
}

export async function switchboardOf({ store, roster, channels }: Services): Promise<Switchboard> {
  const [robots, apps, unreached, people] = await Promise.all([store.robots.list(), store.apps.list(), store.apps.unreached(), roster()]);
  return { robots, apps, unreached, roster: people, channels };
}

/** How an application's platform knows a person; null: not at all. */
const ACCOUNT = { wecomApp: 'wecomUserId', dingtalkApp: 'dingtalkUserId' } as const satisfies Readonly<Record<AppKind, keyof Person>>;

export const accountField = (kind: AppKind): (typeof ACCOUNT)[AppKind] => ACCOUNT[kind];

export const isAppKind = (kind: string | undefined): kind is AppKind => ConnectionKind.options.some((known) => known === kind);

export const userIdOf = (kind: AppKind, person: Person): string | null => person[ACCOUNT[kind]];

/**
 * Whom a platform means by its own id; null: nobody here. WeCom takes `HeJun` and `hejun` for one, and people type them as they
 * like; where that fits several it is nobody.
 */
export function personBy(kind: AppKind, userId: string, { people }: Roster): Person | null {
  const exact = people.find((person) => userIdOf(kind, person) === userId);
  if (exact !== undefined || kind !== 'wecomApp') return exact ?? null;
  const alike = people.filter((person) => userIdOf(kind, person)?.toLowerCase() === userId.toLowerCase());
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** A person as an application in service reaches them; null: it does not. A mark of an earlier account says nothing of this one. */
export function memberOf(app: PlatformApp, person: Person, unreached: readonly Unreached[]) {
  const userId = userIdOf(app.kind, person);
  if (app.stopped !== null || userId === null || !person.active) return null;
  const isUnreached = unreached.some((mark) => mark.kind === app.kind && mark.personId === person.id && mark.userId === userId);
  return isUnreached ? null : ({ kind: 'member', app, personId: person.id, userId } as const);
}

/** The application by which a person is told, the first that reaches them in the order of the list; null: none does. */
function appFor(personId: string, { apps, unreached, roster }: Switchboard): PlatformApp | null {
  const person = roster.person(personId);
  if (person === null) return null;
  const ordered = ConnectionKind.options.flatMap((kind) => apps.find((app) => app.kind === kind) ?? []);
  return ordered.find((app) => memberOf(app, person, unreached) !== null) ?? null;
}

/** How many people an application reaches. */
export const peopleReached = (board: Switchboard): number => board.roster.people.filter(({ id }) => appFor(id, board) !== null).length;

/**
 * `wecomApp:person:<id>` or `dingtalkApp:person:<id>` for a person whom an application reaches, else `preview:person:<id>`; never two, for a person reads a
 * message once. For a group every robot in service bound to it (`wecom:<robotId>`), else the preview chat's room of that group.
 * A person's own notices never go to a group's robot.
 */
export function lanesOf(recipient: Recipient, board: Switchboard): readonly string[] {
  if (recipient.kind === 'person') return [`${appFor(recipient.id, board)?.kind ?? 'preview'}:person:${recipient.id}`];
  const inService = inServiceOf(board).filter((robot) => robot.group === recipient.id);
  return inService.length === 0 ? [`preview:group:${recipient.id}`] : inService.map((robot) => `${robot.kind}:${robot.id}`);
}

/** By which channel a lane goes; each of them begins with its name. */
const channelOf = (lane: string, { channels }: Switchboard): Channel | undefined =>
  Object.values<Channel>(channels).find(({ kind }) => lane.startsWith(`${kind}:`));

/** A file goes where one is carried: elsewhere its address stands in the words before it. */
const takes = ({ kind }: NoticeDraft, lane: string, board: Switchboard): boolean =>
  kind !== 'weeklyDocument' || channelOf(lane, board)?.carries.includes('file') === true;

/** Each notice once for each of its lanes. */
export const laned = (drafts: readonly NoticeDraft[], board: Switchboard): readonly (NoticeDraft & { readonly lane: string })[] =>
  drafts.flatMap((draft) =>
    lanesOf(draft.recipient, board)
      .filter((lane) => takes(draft, lane, board))
      .map((lane) => ({ ...draft, lane })),
  );

type Wires = Pick<Switchboard, 'robots' | 'apps'>;

/** Whose application's group a robot is; null: it needs none. */
export const appOfRobot = ({ kind }: Pick<Robot, 'kind'>): AppKind | null => (kind === 'wecomChat' ? 'wecomApp' : null);

/** Robots in service; an application's group only while the application is. */
function inServiceOf({ robots, apps }: Wires): readonly Robot[] {
  const isApp = (kind: AppKind | null): boolean => kind === null || apps.some((app) => app.kind === kind && app.stopped === null);
  return robots.filter((robot) => robot.stopped === null && isApp(appOfRobot(robot)));
}

/** Groups with a robot in service. */
export const servedGroups = (wires: Wires): ReadonlySet<string> => new Set(inServiceOf(wires).map((robot) => robot.group));
