/** The `duban` command: start, import, connect, build, config. Says what went wrong in words; a stack only for a bug. */
import { readFileSync } from 'node:fs';
import { Refusal } from '../core/refusal.js';
import { isDay } from '../core/time/day.js';
import { chineseProgram } from './cli-words.js';
import { readConfig, VARIABLES } from './config.js';
import type { Services } from './services.js';

/** A person at the keyboard waits five seconds; a container that is replaced lets what is being sent end. */
const STOP_WITHIN_MS = { SIGINT: 5_000, SIGTERM: 10_000 } as const;

const program = chineseProgram('duban')
  .description('督办：巡察整改从反馈到销号')
  .version(versionOf(), '-v, --version', '显示版本')
  .helpOption('-h, --help', '显示帮助');
program.helpCommand('help [命令]', '显示命令的帮助');

program
  .command('start')
  .description('启动服务')
  .option('--demo', '演示：自带数据、人员和可以快进的时钟，与正式数据分开存放', false)
  .action(async ({ demo }: { demo: boolean }) => {
    const interrupt = new AbortController();
    let starting: Promise<{ stop(): Promise<void> }> | null = null;
    stopOnSignal(async () => {
      interrupt.abort();
      await (await starting?.catch(() => null))?.stop();
    });
    const config = readConfig(process.env, { demo });
    const { startDuban } = await import('./main.js');
    if (interrupt.signal.aborted) return;
    starting = startDuban(config, { signal: interrupt.signal });
    await starting.catch((error: unknown) => {
      if (!interrupt.signal.aborted) throw error;
    });
  });

program
  .command('import <文件>')
  .description('导入台账（.xlsx 或 .csv）；有一处读不了就什么都不写入')
  .option('--dry-run', '只试读，不写入，也不需要数据库', false)
  .option('--json', '用 JSON 打印结果，供程序使用', false)
  .option('--feedback <日期>', '反馈日期，形如 2026-11-20；台账里没有写时使用')
  .option('--round <名称>', '轮次名称；台账里没有写时使用')
  .option('--accept-changes', '已经看过与现有台账的差异，同意修改', false)
  .action(async (file: string, given: { dryRun: boolean; json: boolean; feedback?: string; round?: string; acceptChanges: boolean }) => {
    readConfig(process.env, { demo: false });
    const { dryRun, runImport } = await import('./commands/import.js');
    const options = {
      json: given.json,
      ...(given.feedback === undefined ? {} : { feedbackDay: feedbackDay(given.feedback) }),
      ...(given.round === undefined ? {} : { roundName: given.round }),
    };
    const onBase = () => beside((services) => runImport(services, file, { ...options, acceptChanges: given.acceptChanges }));
    const { stdout, exitCode } = given.dryRun ? await dryRun(file, options) : await onBase();
    process.stdout.write(stdout);
    process.exitCode = exitCode;
  });

program
  .command('connect')
  .description('企业微信和钉钉的接入')
  .command('check')
  .description('逐步检查每个接入，指出在平台后台改哪里；没有问题就启用')
  .option('--send-to <姓名>', '给这个人发一条测试消息（他的账号要登记在“人员”里）')
  .action(async ({ sendTo }: { sendTo?: string }) => {
    const { runConnectCheck } = await import('./commands/connect.js');
    const { stdout, exitCode } = await beside((services) => runConnectCheck(services, sendTo ?? null));
    process.stdout.write(stdout);
    process.exitCode = exitCode;
  });

program
  .command('config')
  .description('列出全部环境变量')
  .action(() => {
    const width = Math.max(...VARIABLES.map(({ name }) => name.length));
    for (const { name, fallback, words } of VARIABLES) process.stdout.write(`${name.padEnd(width)}  ${words}默认：${fallback}\n`);
  });

program
  .command('build <目标>')
  .description('构建手机页面（h5）、微信小程序（weapp）或钉钉小程序（dd）')
  .action(async (target: string) => {
    const { buildTarget } = await import('./commands/build.js');
    process.exitCode = await buildTarget(target, (line) => process.stdout.write(`${line}\n`));
  });

/** On the base of the service, running or not. */
async function beside<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const { withServices } = await import('./start/beside.js');
  const say = (words: string): void => void process.stderr.write(`${words}\n`);
  return withServices(readConfig(process.env, { demo: false }), say, work);
}

function feedbackDay(text: string): string {
  if (isDay(text)) return text;
  throw new Refusal('day-invalid', `反馈日期“${text}”读不懂。`, { remedy: '请写成 2026-11-20 这样的日期。' });
}

/** The first Ctrl-C stops cleanly, the second at once: the watchdog then takes the database down. */
function stopOnSignal(stop: () => Promise<unknown>): void {
  let isStopping = false;
  const onSignal = (signal: keyof typeof STOP_WITHIN_MS): void => {
    if (isStopping) process.exit(130);
    isStopping = true;
    process.stdout.write('\n正在停止…\n');
    setTimeout(() => process.exit(0), STOP_WITHIN_MS[signal] - 300).unref();
    stop().then(
      () => {
        process.stdout.write('已停止。\n');
        process.exit(0);
      },
      (error: unknown) => {
        fail(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Those of the first moments knew nothing to stop. They go only after ours has come: without any listener for an instant,
    // Node forgets a signal that arrived while the program was being loaded.
    const early = process.listeners(signal);
    process.on(signal, onSignal);
    for (const listener of early) process.off(signal, listener);
  }
}

function fail(error: unknown): void {
  if (error instanceof Refusal) {
    const lines = [
      error.message,
      ...error.faults.map(({ place, message }) => `  ${place}：${message}`),
      ...(error.remedy === undefined ? [] : [error.remedy]),
    ];
    process.stderr.write(`${lines.join('\n')}\n`);
  } else {
    process.stderr.write(
      `出现了程序错误。请把下面的内容发给维护人员：\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
  process.exitCode = 1;
}

function versionOf(): string {
  return (JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

await program.parseAsync(process.argv).catch((error: unknown) => {
  fail(error);
  process.exit(1);
});
