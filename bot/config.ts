/**
 * The configuration: the only reader of the environment. Checked whole; every fault is named with its remedy, all at
 * once. Nothing here has a side effect, so the environment is an argument.
 */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../core/refusal.js';

/** What a process does: everything, only HTTP, or only ticks and delivery. */
export type Role = 'all' | 'web' | 'worker';

export interface Config {
  readonly role: Role;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Null: the embedded server. */
  readonly mongodbUri: string | null;
  readonly mongodBinary: string | null;
  /** No slash at the end; null: `http://localhost:<port>`. */
  readonly publicUrl: string | null;
  readonly secretKey: string | null;
  /** Opens /metrics to other machines; null: to this one only. */
  readonly metricsToken: string | null;
  /** Asked after every audit that found nothing. */
  readonly heartbeatUrl: string | null;
  /** Hosts (with port) that a robot's address may have besides the platforms' own. */
  readonly allowedRobotHosts: readonly string[];
  /** Proxies of ours in front, whose X-Forwarded-For is believed; limits of ratings count by it. */
  readonly trustedProxies: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** The user's cache folder for duban: a fetched mongod, an unpacked browser. */
  readonly cacheDir: string;
  /** PATH, for finding programs. */
  readonly searchPath: string;
  /** `--demo`, never from the environment. */
  readonly demo: boolean;
}

export interface Variable {
  readonly name: string;
  readonly fallback: string;
  /** One sentence, zh-CN, as `npx duban config` prints it. */
  readonly words: string;
}

/** Every variable the service reads, in the order people need them. */
export const VARIABLES: readonly Variable[] = [
  { name: 'PORT', fallback: '3000', words: '网页和接口的端口，0 表示任选一个空闲端口。' },
  { name: 'HOST', fallback: '127.0.0.1', words: '监听的网卡地址；要让别的电脑和手机访问，设为 0.0.0.0。' },
  { name: 'DATA_DIR', fallback: './data', words: '数据文件夹：内置 MongoDB 的数据和本机密钥都在里面，请备份。' },
  { name: 'PUBLIC_URL', fallback: 'http://localhost:PORT', words: '用户打开系统的网址，消息里的链接都以它开头，结尾不带斜杠。' },
  { name: 'MONGODB_URI', fallback: '（内置）', words: '自备 MongoDB 副本集的连接串；不设就用内置的单机副本集。' },
  { name: 'MONGOD_BINARY', fallback: '（自动查找）', words: '内置 MongoDB 所用 mongod 程序的路径，4.4 或更高版本。' },
  { name: 'DUBAN_SECRET_KEY', fallback: '（存放在 DATA_DIR）', words: '加密机器人地址、签发链接的密钥，至少 32 个字符；多台机器要用同一个。' },
  {
    name: 'DUBAN_ALLOWED_ROBOT_HOSTS',
    fallback: '（仅平台官方地址）',
    words: '群机器人和应用还可以用哪些主机（私有化部署），形如 qyapi.example.cn,127.0.0.1:8080，用逗号隔开。',
  },
  {
    name: 'DUBAN_ROLE',
    fallback: 'all',
    words: '这个进程做什么：all 全部，web 只提供网页和接口，worker 只做定时督办和发送；web 和 worker 要自备 MONGODB_URI。',
  },
  {
    name: 'DUBAN_TRUSTED_PROXIES',
    fallback: '0',
    words: '前面有几层自己的反向代理：评价限次按它们报来的来访地址计算；没有代理就用 0，否则地址可以伪造。',
  },
  { name: 'LOG_LEVEL', fallback: 'warn', words: '日志详细程度：debug、info、warn、error 或 silent；设了 MONGODB_URI 时不设即为 info。' },
  { name: 'METRICS_TOKEN', fallback: '（仅本机）', words: '从别的机器读取 /metrics 运行指标所用的口令，至少 16 个字符；不设就只给本机读取。' },
  { name: 'HEARTBEAT_URL', fallback: '（不报）', words: '外部值守系统的网址：每分钟自查无误后访问一次，没有按时访问就由它报警。' },
  { name: 'XDG_CACHE_HOME', fallback: '~/.cache', words: '缓存文件夹：下载的 mongod 存放在它下面的 duban 里。' },
];

const isUrl = (text: string, protocols: readonly string[]): boolean => URL.canParse(text) && protocols.includes(new URL(text).protocol);

/** A base address without credentials, query or fragment. */
const isPlainUrl = (text: string): boolean => {
  if (!isUrl(text, ['http:', 'https:'])) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
};

/** `mongodb://` takes several hosts, which `URL` does not. */
const isMongoUri = (text: string): boolean => /^mongodb(\+srv)?:\/\/[^\s/]+/.test(text);

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, '端口要写成 0 到 65535 的整数，例如 PORT=3000。')
    .transform(Number)
    .refine((port) => port <= 65_535, '端口要写成 0 到 65535 的整数，例如 PORT=3000。')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[0-9A-Za-z.:_-]+$/, '要写网卡地址或主机名，例如 HOST=127.0.0.1 或 HOST=0.0.0.0，不带 http:// 和端口。')
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  PUBLIC_URL: z.string().refine(isPlainUrl, '要写完整网址，例如 PUBLIC_URL=https://duban.example.gov.cn。').optional(),
  MONGODB_URI: z.string().refine(isMongoUri, '要写 MongoDB 连接串，例如 MONGODB_URI=mongodb://10.0.0.5:27017/duban?replicaSet=rs0。').optional(),
  MONGOD_BINARY: z.string().optional(),
  DUBAN_SECRET_KEY: z.string().min(32, '密钥至少要 32 个字符，可以用命令 openssl rand -base64 32 生成。').optional(),
  DUBAN_ALLOWED_ROBOT_HOSTS: z
    .string()
    .transform((text) => text.split(/[,，\s]+/).filter((host) => host !== ''))
    .refine(
      (hosts) => hosts.every((host) => /^(\[[0-9a-f:]+\]|[0-9A-Za-z.-]+)(:\d{1,5})?$/.test(host)),
      '只写主机名，可带端口，用逗号隔开，不带 https:// 和路径。',
    )
    .default([]),
  DUBAN_ROLE: z.enum(['all', 'web', 'worker'], '只能是 all、web 或 worker。').default('all'),
  DUBAN_TRUSTED_PROXIES: z
    .string()
    .regex(/^[0-5]$/, '要写 0 到 5 的整数，例如 DUBAN_TRUSTED_PROXIES=1。')
    .transform(Number)
    .default(0),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], '只能是 debug、info、warn、error 或 silent。').optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, '要写 16 到 200 个字母、数字或符号，不带空格，可以用命令 openssl rand -hex 24 生成。')
    .optional(),
  HEARTBEAT_URL: z
    .string()
    .refine(
      (text) => isUrl(text, ['http:', 'https:']),
      '要写以 http:// 或 https:// 开头的完整网址，例如 HEARTBEAT_URL=https://hc.example.cn/ping/duban。',
    )
    .optional(),
  XDG_CACHE_HOME: z.string().optional(),
  PATH: z.string().default(''),
});

/**
 * Reads and checks the whole environment. An empty variable counts as absent. Throws a Refusal
 * `config-invalid` with one fault a variable.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, options: { readonly demo: boolean }): Config {
  const given = Object.fromEntries(Object.entries(environment).flatMap(([name, text]) => (text?.trim() ? [[name, text.trim()]] : [])));
  const read = Environment.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => ({ place: String(issue.path[0] ?? ''), message: issue.message }));
    throw new Refusal('config-invalid', '配置有误，服务没有启动。', {
      remedy: '请改正下面的变量后重新启动；npx duban config 列出全部变量。',
      faults,
    });
  }
  const env = read.data;
  if (env.DUBAN_ROLE !== 'all') refuseAlone(env.DUBAN_ROLE, env.MONGODB_URI !== undefined, options.demo);
  return {
    role: env.DUBAN_ROLE,
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    mongodbUri: env.MONGODB_URI ?? null,
    mongodBinary: env.MONGOD_BINARY ?? null,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    secretKey: env.DUBAN_SECRET_KEY ?? null,
    metricsToken: env.METRICS_TOKEN ?? null,
    heartbeatUrl: env.HEARTBEAT_URL ?? null,
    allowedRobotHosts: env.DUBAN_ALLOWED_ROBOT_HOSTS,
    trustedProxies: env.DUBAN_TRUSTED_PROXIES,
    // Beside the base of its own somebody sits at the window; elsewhere a program reads it.
    logLevel: env.LOG_LEVEL ?? (env.MONGODB_URI === undefined ? 'warn' : 'info'),
    cacheDir: join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'duban'),
    searchPath: env.PATH,
    demo: options.demo,
  };
}

/** Halves of a service meet on a base of their own; the embedded one and the demo belong to one process. */
function refuseAlone(role: Role, hasBase: boolean, isDemo: boolean): void {
  if (hasBase && !isDemo) return;
  const message = isDemo ? '演示只能用一个进程。' : `${role} 进程要和别的进程共用一个数据库，内置的数据库不能共用。`;
  throw new Refusal('config-invalid', '配置有误，服务没有启动。', {
    remedy: isDemo ? '请去掉 DUBAN_ROLE 再演示。' : '请设 MONGODB_URI 为副本集的连接串，或去掉 DUBAN_ROLE。',
    faults: [{ place: 'DUBAN_ROLE', message }],
  });
}

/** The environment for a program we start: ours, with additions. */
export const childEnvironment = (additions: Readonly<Record<string, string>>): Record<string, string | undefined> => ({
  ...process.env,
  ...additions,
});
