/** What the command line says where nothing of ours does: as the installed commander has it, in Chinese. */
import { chineseProgram } from '../../bot/cli-words.js';

function duban(said: string[]) {
  const program = chineseProgram('duban').helpOption('-h, --help', '显示帮助').exitOverride();
  program.configureOutput({ writeErr: (text) => void said.push(text), writeOut: (text) => void said.push(text) });
  program.helpCommand('help [命令]', '显示命令的帮助');
  program.command('start').description('启动服务').option('--demo', '演示', false);
  program.command('import <文件>').description('导入台账').option('--feedback <日期>', '反馈日期');
  return program;
}

function saidOf(args: readonly string[]): string {
  const said: string[] = [];
  expect(() => duban(said).parse(args, { from: 'user' })).toThrow();
  return said.join('');
}

test.each([
  [['strat'], '没有“strat”这个命令。您要找的可能是 start。'],
  [['nothing-like-it'], '没有“nothing-like-it”这个命令。'],
  [['start', '--dmo'], '没有“--dmo”这个选项。您要找的可能是 --demo。'],
  [['import'], '命令后面还要写：文件。'],
  [['import', '台账.xlsx', '--feedback'], '选项后面还要写内容：--feedback <日期>。'],
  [['start', '台账.xlsx'], '“start”后面多写了内容。'],
])('%j', (args, words) => {
  expect(saidOf(args)).toBe(`${words}运行 npx duban help 查看全部命令。\n`);
});

test('the help is Chinese throughout, its columns as wide as a terminal shows them', () => {
  expect(saidOf(['--help'])).toBe(
    ['用法： duban [选项] [命令]', '', '选项：', '  -h, --help     显示帮助', '', '命令：', '  start          启动服务']
      .concat(['  import <文件>  导入台账', '  help [命令]    显示命令的帮助', ''])
      .join('\n'),
  );
  expect(saidOf(['start', '--help'])).toBe(
    ['用法： duban start [选项]', '', '启动服务', '', '选项：', '  --demo      演示', '  -h, --help  显示帮助', ''].join('\n'),
  );
});
