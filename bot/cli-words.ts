/** What commander says by itself, in the words of the rest of the command line, and columns that count a Chinese character as two. */
import { Command } from 'commander';

const TITLES: Readonly<Record<string, string>> = { 'Usage:': '用法：', 'Options:': '选项：', 'Commands:': '命令：', 'Arguments:': '参数：' };

const inUsage = (usage: string): string => usage.replace('[options]', '[选项]').replace('[command]', '[命令]');

/** As a terminal shows it. */
const widthOf = (text: string): number => [...text].reduce((width, one) => width + (/[\u2e80-\u9fff\uff00-\uff60]/.test(one) ? 2 : 1), 0);

const FAULTS: readonly (readonly [RegExp, (named: string) => string])[] = [
  [/^error: unknown command '([^']*)'/, (name) => `没有“${name}”这个命令。`],
  [/^error: unknown option '([^']*)'/, (name) => `没有“${name}”这个选项。`],
  [/^error: missing required argument '([^']*)'/, (name) => `命令后面还要写：${name}。`],
  [/^error: option '([^']*)' argument missing/, (name) => `选项后面还要写内容：${name}。`],
  [/^error: too many arguments for '([^']*)'/, (name) => `“${name}”后面多写了内容。`],
];
const GUESS = /\(Did you mean (?:one of )?([^?]+)\?\)/;

/** `没有“strat”这个命令。您要找的可能是 start。运行 npx duban help 查看全部命令。`; what is not known stays as it is. */
export function faultWords(fault: string): string {
  for (const [pattern, words] of FAULTS) {
    const named = pattern.exec(fault)?.[1];
    if (named === undefined) continue;
    const guess = GUESS.exec(fault)?.[1];
    return `${words(named)}${guess === undefined ? '' : `您要找的可能是 ${guess}。`}运行 npx duban help 查看全部命令。\n`;
  }
  return fault;
}

/** Commands that are added to it take it over. */
export function chineseProgram(name: string): Command {
  return new Command(name)
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      styleUsage: inUsage,
      displayWidth: widthOf,
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`))].join(' '),
      // Every switch is off by default: saying so would be noise.
      optionDescription: ({ description }) => description,
    })
    .configureOutput({ outputError: (fault, write) => write(faultWords(fault)) });
}
