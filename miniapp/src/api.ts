/** The only place that talks to the service: typed by the contract, every failure a `Trouble`, 401 leads to sign-in. */
import Taro from '@tarojs/taro';
import type { Recurring } from '../../core/contract/recurring.js';
import type { Board, BoardQuery } from '../../core/contract/board.js';
import type { ChatMessages, ChatRooms, ChatSaid, ChatSay, MyMessages } from '../../core/contract/chat.js';
import type { ConnectionCheck, ConnectionKind, ConnectionList, ConnectionSave } from '../../core/contract/connection.js';
import type { Directory, DirectoryAccept } from '../../core/contract/directory.js';
import type { DemoState } from '../../core/contract/demo.js';
import type { ImportCommit, ImportDone, ImportPreview, StartPreview } from '../../core/contract/import.js';
import type { OneTimeCode, PeopleList, PersonChange, PersonDetail, UnitChange } from '../../core/contract/person.js';
import type { FatesQuery, MessageFates, MessageRecall, MessageRecalled, Operations } from '../../core/contract/operations.js';
import type { Forecast, ForecastAsked, PolicyRestore, PolicyRoom, PolicySave, PolicyVersion } from '../../core/contract/policy.js';
import type { ChatMembers, ChatNew, RobotList, RobotNew, RobotTest } from '../../core/contract/robot.js';
import type {
  AccountLinked,
  LinkAccount,
  Me,
  PlatformBegin,
  PlatformEntry,
  PlatformSignIn,
  PlatformWay,
  Redeem,
  Session,
  SignIn,
} from '../../core/contract/session.js';
import type { FollowUpNew, NumberAsked, NumberShown, RatingDone, RatingNew, RatingOfMine, RatingPage } from '../../core/contract/rating.js';
import type { RatingList, Satisfaction, SatisfactionQuery, StarChosen } from '../../core/contract/satisfaction.js';
import type {
  Asked,
  CodeAsked,
  CodeShown,
  ImportedWindows,
  KeyShown,
  RulesSave,
  WaitTaken,
  WaitTyped,
  WindowRoom,
  WindowSave,
} from '../../core/contract/window.js';
import type { MyTasks, TaskExportQuery, TaskList, TaskQuery } from '../../core/contract/task.js';
import type { Act, ActAnswer } from '../../core/contract/task-action.js';
import type { FindingMarked, MarkFinding, TaskDetail } from '../../core/contract/task-detail.js';
import type { SamplePhotos, Upload } from '../../core/contract/upload.js';
import type { Twins } from '../../core/contract/twin.js';
import { fileIn, signInPath } from './paths.js';
import type { Picked } from './picked.js';
import { dropAsked, herePath, takeAsked, uploadMarks } from './platform.js';
import { forgetSession, readSession } from './session.js';
import { offline, Trouble, troubleFrom } from './trouble.js';

/** Set at build time: the mini-program's service; empty on H5, which asks its own origin. */
declare const DUBAN_API: string;

const REQUEST_MS = 15_000;
const UPLOAD_MS = 120_000;

const authorization = (): Record<string, string> => {
  const session = readSession();
  return session === null ? {} : { Authorization: `Bearer ${session.token}` };
};

export const addressOf = (path: string): string => (path.startsWith('/') ? `${DUBAN_API}${path}` : path);
/** Of a picture of ours in a card: from where we stand ourselves. */
export const pictureAt = (url: string): string => addressOf(fileIn(url) ?? url);

/** Every answer passes here. A session that ended sends the person to sign-in, keeping where they were going. */
function checked<T>(status: number, body: unknown): T {
  if (status >= 200 && status < 300) {
    // A Wi-Fi's own sign-in page answers 200 with HTML: that is no answer of ours, and must never be kept as one.
    if (typeof body !== 'object' || body === null) throw offline();
    return body as T;
  }
  const trouble = troubleFrom(status, body);
  if (status === 401 && readSession() !== null) {
    forgetSession();
    void Taro.reLaunch({ url: signInPath(herePath()) });
  }
  throw trouble;
}

async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, data?: object): Promise<T> {
  if (method !== 'GET') dropAsked();
  const early = method === 'GET' ? takeAsked(path, readSession()?.token ?? '') : null;
  const come = early === null ? null : await early.catch(() => null);
  if (come !== null) return checked<T>(come.statusCode, come.data);
  const answer = await Taro.request<unknown>({
    url: addressOf(path),
    method,
    ...(data === undefined ? {} : { data }),
    header: { ...authorization(), ...(data === undefined ? {} : { 'Content-Type': 'application/json' }) },
    timeout: REQUEST_MS,
    dataType: 'json',
  }).catch(() => {
    throw offline();
  });
  return checked<T>(answer.statusCode, answer.data);
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

async function send<T>(path: string, file: Picked, fields: Readonly<Record<string, string>>): Promise<T> {
  const answer = await Taro.uploadFile({
    url: addressOf(path),
    filePath: file.path,
    fileName: file.name,
    name: 'file',
    formData: { ...fields },
    header: authorization(),
    timeout: UPLOAD_MS,
    ...uploadMarks,
  }).catch(() => {
    throw offline();
  });
  return checked<T>(answer.statusCode, parsed(answer.data));
}

const get = <T>(path: string): Promise<T> => call<T>('GET', path);
const post = <T>(path: string, data: object = {}): Promise<T> => call<T>('POST', path, data);
const part = encodeURIComponent;

const queryOf = (query: object): string => {
  const words = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return words.length === 0 ? '' : `?${words.map(([name, value]) => `${name}=${part(String(value))}`).join('&')}`;
};

export const api = {
  signIn: (data: SignIn) => post<Session>('/api/session', data),
  redeem: (data: Redeem) => post<Session>('/api/session/redeem', data),
  beginPlatform: (data: PlatformBegin) => post<PlatformWay>('/api/session/platform/begin', data),
  enterByPlatform: (data: PlatformSignIn) => post<PlatformEntry>('/api/session/platform', data),
  linkAccount: (data: LinkAccount) => post<AccountLinked>('/api/session/platform/link', data),
  signOut: () => call<unknown>('DELETE', '/api/session'),
  me: () => get<Me>('/api/me'),

  my: () => get<MyTasks>('/api/my'),
  myMessages: () => get<MyMessages>('/api/my/messages'),
  say: (data: ChatSay) => post<ChatSaid>('/api/my/messages', data),
  tasks: (query: TaskQuery) => get<TaskList>(`/api/tasks${queryOf(query)}`),
  recurring: () => get<Recurring>('/api/board/recurring'),
  board: (query: BoardQuery) => get<Board>(`/api/board${queryOf(query)}`),
  task: (id: string) => get<TaskDetail>(`/api/tasks/${part(id)}`),
  twins: (id: string) => get<Twins>(`/api/tasks/${part(id)}/twins`),
  act: (id: string, act: Act) => post<ActAnswer>(`/api/tasks/${part(id)}/actions`, act),
  markFinding: (id: string, data: MarkFinding) => post<FindingMarked>(`/api/findings/${part(id)}/sensitive`, data),
  upload: (file: Picked, fields: { uploadId: string; taskId: string }) => send<Upload>('/api/uploads', file, fields),

  importLedger: (file: Picked, fields: Readonly<Record<string, string>>) => send<ImportPreview>('/api/imports', file, fields),
  commitImport: (id: string, data: ImportCommit) => post<ImportDone>(`/api/imports/${part(id)}/commit`, data),
  startPreview: (id: string) => get<StartPreview>(`/api/rounds/${part(id)}/start`),
  start: (id: string, data: { requestId: string }) => post<{ words: string }>(`/api/rounds/${part(id)}/start`, data),
  withdrawRound: (id: string, data: { requestId: string }) => post<{ words: string }>(`/api/rounds/${part(id)}/withdraw`, data),

  people: () => get<PeopleList>('/api/people'),
  addPerson: (data: PersonChange) => post<PersonDetail>('/api/people', data),
  changePerson: (id: string, data: PersonChange) => post<PersonDetail>(`/api/people/${part(id)}`, data),
  stopQuestion: (id: string) => get<{ words: string }>(`/api/people/${part(id)}/stop`),
  codeFor: (id: string) => post<OneTimeCode>(`/api/people/${part(id)}/code`),
  changeUnit: (id: string, data: UnitChange) => post<unknown>(`/api/units/${part(id)}`, data),

  robots: () => get<RobotList>('/api/robots'),
  addRobot: (data: RobotNew) => post<unknown>('/api/robots', data),
  addChat: (data: ChatNew) => post<unknown>('/api/chats', data),
  chatMembers: (id: string) => get<ChatMembers>(`/api/chats/${part(id)}/members`),
  keepChatMembers: (id: string) => post<ChatMembers>(`/api/chats/${part(id)}/members`),
  removeRobot: (id: string) => post<unknown>(`/api/robots/${part(id)}/remove`),
  testRobot: (id: string) => post<RobotTest>(`/api/robots/${part(id)}/test`),

  connections: () => get<ConnectionList>('/api/connections'),
  saveConnection: (kind: ConnectionKind, data: ConnectionSave) => post<ConnectionList>(`/api/connections/${kind}`, data),
  checkConnection: (kind: ConnectionKind) => post<ConnectionCheck>(`/api/connections/${kind}/check`),
  retryUnreached: (kind: ConnectionKind) => post<ConnectionList>(`/api/connections/${kind}/retry`),
  removeConnection: (kind: ConnectionKind) => post<ConnectionList>(`/api/connections/${kind}/remove`),

  directory: (kind: ConnectionKind) => get<Directory>(`/api/directories/${kind}`),
  readDirectory: (kind: ConnectionKind) => post<Directory>(`/api/directories/${kind}/read`),
  acceptAccounts: (kind: ConnectionKind, data: DirectoryAccept) => post<Directory>(`/api/directories/${kind}/accept`, data),

  operations: () => get<Operations>('/api/operations'),
  recallMessage: (data: MessageRecall) => post<MessageRecalled>('/api/operations/recall', data),
  messageFates: (query: FatesQuery) => get<MessageFates>(`/api/operations/fates${queryOf(query)}`),

  policies: () => get<PolicyRoom>('/api/policies'),
  savePolicy: (data: PolicySave) => post<PolicyRoom>('/api/policies', data),
  tryPolicy: (data: ForecastAsked) => post<Forecast>('/api/policies/forecast', data),
  policyVersion: (version: number) => get<PolicyVersion>(`/api/policies/${version}`),
  restorePolicy: (version: number, data: PolicyRestore) => post<PolicyRoom>(`/api/policies/${version}/restore`, data),

  ratingPage: (code: string) => get<RatingPage>(`/api/rate/${part(code)}`),
  rate: (code: string, data: RatingNew) => post<RatingDone>(`/api/rate/${part(code)}`, data),
  myRating: (token: string) => get<RatingOfMine>(`/api/ratings/mine/${part(token)}`),
  followUp: (token: string, data: FollowUpNew) => post<RatingOfMine>(`/api/ratings/mine/${part(token)}/follow`, data),
  ratingPhoto: (token: string, file: Picked) => send<RatingOfMine>(`/api/ratings/mine/${part(token)}/photos`, file, {}),
  number: (taskId: string, data: NumberAsked) => post<NumberShown>(`/api/tasks/${part(taskId)}/number`, data),

  satisfaction: (query: SatisfactionQuery) => get<Satisfaction>(`/api/satisfaction${queryOf(query)}`),
  chooseStar: (data: StarChosen) => post<Satisfaction>('/api/satisfaction/star', data),
  ratings: (query: Readonly<Record<string, string | undefined>>) => get<RatingList>(`/api/ratings${queryOf(query)}`),

  windows: () => get<WindowRoom>('/api/windows'),
  addWindow: (data: WindowSave) => post<WindowRoom>('/api/windows', data),
  changeWindow: (id: string, data: WindowSave) => post<WindowRoom>(`/api/windows/${part(id)}`, data),
  importWindows: (file: Picked, fields: Readonly<Record<string, string>>) => send<ImportedWindows>('/api/windows/import', file, fields),
  renewCode: (id: string, data: Asked) => post<WindowRoom>(`/api/windows/${part(id)}/renew`, data),
  saveRatingRules: (data: RulesSave) => post<WindowRoom>('/api/windows/rules', data),
  renewKey: () => post<KeyShown>('/api/windows/key'),
  codeOfToday: (id: string, data: CodeAsked) => post<CodeShown>(`/api/windows/${part(id)}/code`, data),
  typeWaiting: (id: string, data: WaitTyped) => post<WaitTaken>(`/api/windows/${part(id)}/waiting`, data),

  chatRooms: () => get<ChatRooms>('/api/chat/rooms'),
  sayIn: (id: string, data: ChatSay) => post<ChatSaid>(`/api/chat/rooms/${part(id)}/messages`, data),
  chatMessages: (id: string) => get<ChatMessages>(`/api/chat/rooms/${part(id)}/messages`),

  demo: () => get<DemoState>('/api/demo'),
  demoSignIn: (personId: string) => post<Session>('/api/demo/session', { personId }),
  samplePhotos: () => get<SamplePhotos>('/api/demo/photos'),
} as const;

/** Where the list as it is narrowed stands as a workbook. */
export const exportAddress = (query: TaskExportQuery): string => `/api/tasks/export${queryOf(query)}`;

export const ratingsExportAddress = (query: Readonly<Record<string, string>>): string => `/api/ratings/export${queryOf(query)}`;
export const boardExportAddress = (query: BoardQuery): string => `/api/board/export${queryOf(query)}`;
export const satisfactionExportAddress = (query: SatisfactionQuery): string => `/api/satisfaction/export${queryOf(query)}`;
export const monthReportAddress = (query: SatisfactionQuery): string => `/api/satisfaction/report${queryOf(query)}`;

/** The bytes of a file of ours, e.g. the marked workbook. */
export async function bytesOf(path: string): Promise<ArrayBuffer> {
  const answer = await Taro.request<ArrayBuffer>({
    url: addressOf(path),
    header: authorization(),
    timeout: UPLOAD_MS,
    responseType: 'arraybuffer',
  }).catch(() => {
    throw offline();
  });
  if (answer.statusCode >= 400) throw new Trouble(answer.statusCode, 'no-file', '文件没有取到', { remedy: '请稍后重试。' });
  return answer.data;
}
