/** What `npm start` says first: what runs where, who may sign in, what is not connected. */
import type { Role } from '../config.js';
import { DEMO_PASSWORD } from '../demo/people.js';
import { recallCast } from '../demo/seed.js';
import type { Services } from '../services.js';

export interface FirstLines {
  readonly url: string;
  readonly host: string;
  /** Where the base is, in words. */
  readonly base: string;
  /** Null with your own MONGODB_URI. */
  readonly dataDir: string | null;
  readonly demo: boolean;
  readonly role: Role;
  /** The one-time link for the first account of an empty base. */
  readonly link: string | null;
  /** An earlier start printed one too. */
  readonly isRenewed: boolean;
}

export async function firstLines(services: Services, about: FirstLines): Promise<readonly string[]> {
  if (about.role === 'worker') return workerLines(about);
  const lines = [
    `督办已启动${about.demo ? '（演示）' : ''}：${about.url}`,
    `  数据库    ${about.base}`,
    ...(about.dataDir === null ? [] : [`  数据      ${about.dataDir}`]),
    `  接口      ${about.url}/api/openapi.json`,
    ...(about.host === '127.0.0.1' || about.host === 'localhost'
      ? ['  访问范围  只有本机；要让别的电脑和手机访问，请设 HOST=0.0.0.0 和 PUBLIC_URL']
      : []),
    `  未连接    ${await notConnected(services)}`,
  ];
  if (about.demo) lines.push(...(await demoPeople(services)));
  if (about.link !== null)
    lines.push(
      '',
      `还没有任何账号。请用下面的一次性链接设置巡察办的第一个账号（24 小时内有效，只能用一次${about.isRenewed ? '；以前启动时印出的链接已经失效' : ''}）：`,
      `  ${about.link}`,
    );
  return [...lines, '', '按 Ctrl-C 停止。'];
}

const workerLines = ({ url, base }: FirstLines): readonly string[] => [
  '督办工作进程已启动：定时督办和发送；网页和接口由 web 进程提供。',
  `  数据库    ${base}`,
  `  健康检查  ${url}/api/ready`,
  '',
  '按 Ctrl-C 停止。',
];

const APPS = [
  ['wecomApp', '企业微信'],
  ['dingtalkApp', '钉钉'],
] as const;

async function notConnected(services: Services): Promise<string> {
  const robots = await services.store.robots.list();
  const kinds = new Set(robots.filter((robot) => robot.stopped === null).map((robot) => robot.kind));
  const apps = await services.store.apps.list();
  const personal = APPS.filter(([kind]) => !apps.some((app) => app.kind === kind && app.stopped === null)).map(([, words]) => words);
  const missing = [...(kinds.has('wecom') || kinds.has('wecomChat') ? [] : ['企业微信群机器人']), ...(kinds.has('dingtalk') ? [] : ['钉钉群机器人'])];
  const lacks = [...missing, ...(personal.length === 0 ? [] : [`${personal.join('和')}的个人消息`])];
  return lacks.length === 0 ? '没有' : `${lacks.join('、')}；这些消息显示在消息预览里`;
}

async function demoPeople(services: Services): Promise<readonly string[]> {
  const [cast, roster] = [await recallCast(services), await services.roster()];
  const people = (cast?.people ?? []).map(({ id, name, words }) => `            ${(roster.person(id)?.account ?? '').padEnd(12)}${name}（${words}）`);
  return [`  演示人员  在网页上点姓名就能换人；也可以用下面的账号登录，密码都是 ${DEMO_PASSWORD}：`, ...people];
}
