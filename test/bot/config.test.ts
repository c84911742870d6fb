/** The configuration: defaults, faults all at once with their remedy. */
import { readConfig, VARIABLES } from '../../bot/config.js';
import { Refusal } from '../../core/refusal.js';

const read = (environment: Record<string, string>) => readConfig(environment, { demo: false });

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map((fault) => fault.place);
    throw error;
  }
}

test('an empty environment is a whole configuration', () => {
  const config = read({});
  expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', mongodbUri: null, publicUrl: null, logLevel: 'warn', demo: false });
  expect(config.dataDir).toBe(`${process.cwd()}/data`);
});

test('an empty or blank variable counts as absent', () => {
  expect(read({ PORT: '', PUBLIC_URL: '  ' })).toMatchObject({ port: 3000, publicUrl: null });
});

test('a public address loses the slash at its end', () => {
  expect(read({ PUBLIC_URL: 'https://duban.example.cn/' }).publicUrl).toBe('https://duban.example.cn');
});

test('robot hosts are separated by commas of either kind', () => {
  expect(read({ DUBAN_ALLOWED_ROBOT_HOSTS: '127.0.0.1:8080，qyapi.example.cn' }).allowedRobotHosts).toEqual(['127.0.0.1:8080', 'qyapi.example.cn']);
});

test('every fault is named at once', () => {
  const faults = faultsOf({
    PORT: '70000',
    HOST: 'http://x',
    PUBLIC_URL: 'duban',
    MONGODB_URI: 'localhost',
    DUBAN_SECRET_KEY: 'short',
    LOG_LEVEL: 'loud',
    DUBAN_ALLOWED_ROBOT_HOSTS: 'https://a/b',
  });
  expect([...faults].sort()).toEqual(['DUBAN_ALLOWED_ROBOT_HOSTS', 'DUBAN_SECRET_KEY', 'HOST', 'LOG_LEVEL', 'MONGODB_URI', 'PORT', 'PUBLIC_URL']);
});

test('a connection string with several hosts is taken', () => {
  expect(faultsOf({ MONGODB_URI: 'mongodb://a:27017,b:27017,c:27017/duban?replicaSet=rs0' })).toEqual([]);
});

test('each variable has one sentence', () => {
  for (const { name, words } of VARIABLES) expect([name, words]).toEqual([name, expect.stringMatching(/^[^。]+。$/)]);
});

test('a short metrics token and a heartbeat that is no web address are named', () => {
  expect(faultsOf({ METRICS_TOKEN: 'short', HEARTBEAT_URL: 'ftp://hc.example.cn/ping' })).toEqual(['METRICS_TOKEN', 'HEARTBEAT_URL']);
  expect(read({ HEARTBEAT_URL: 'https://hc.example.cn/ping?key=1' })).toMatchObject({
    heartbeatUrl: 'https://hc.example.cn/ping?key=1',
    metricsToken: null,
  });
});

test('beside the base of its own the terminal keeps quiet below warnings, unless it is told otherwise', () => {
  const levelOf = (given: Record<string, string>) => readConfig(given, { demo: false }).logLevel;
  expect([levelOf({}), levelOf({ LOG_LEVEL: 'info' }), levelOf({ MONGODB_URI: 'mongodb://db1/duban' })]).toEqual(['warn', 'info', 'info']);
});
