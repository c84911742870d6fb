/** `duban connect check`: the same steps as 检查连接 on the screen, for whoever sets the machine up. Printing and exiting are left to `cli.ts`. */
import { ConnectionKind, type ConnectionCheck } from '../../core/contract/connection.js';
import type { Person } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { tryConnection } from '../actions/check-connection.js';
import type { Services } from '../services.js';
import type { CommandOutcome } from './import.js';

const MARKS: Readonly<Record<ConnectionCheck['steps'][number]['state'], string>> = { ok: '✓', wrong: '✗', open: '○', later: '…' };

/** Refusals: `person-not-found`, `person-ambiguous`. */
async function personNamed({ roster }: Services, name: string): Promise<Person> {
  const { people, unit } = await roster();
  const [first, ...others] = people.filter((person) => person.active && person.name === name);
  if (first === undefined) {
    throw new Refusal('person-not-found', `人员里没有“${name}”。`, { kind: 'not-found', remedy: '请核对姓名，或先在网页的“人员”里添加。' });
  }
  if (others.length === 0) return first;
  const where = [first, ...others].map(({ unitId }) => unit(unitId)?.name ?? '没有单位').join('、');
  throw new Refusal('person-ambiguous', `有 ${others.length + 1} 人叫“${name}”（${where}）。`, {
    remedy: '请在网页的“接入”里检查，那里会发给登录的人自己。',
  });
}

const linesOf = (name: string, { words, steps }: ConnectionCheck): readonly string[] => [
  name,
  ...steps.map((step) => `  ${MARKS[step.state]} ${step.name}：${step.words}`),
  `  ${words}`,
];

/** `sendTo`: the name of a person who gets a test message, or null. Ends with 1 where a connection did not pass. */
export async function runConnectCheck(services: Services, sendTo: string | null): Promise<CommandOutcome> {
  const person = sendTo === null ? null : await personNamed(services, sendTo);
  const connected = (await services.store.apps.list()).map(({ kind }) => kind);
  const lines: string[] = [];
  let isPassed = true;
  for (const kind of ConnectionKind.options) {
    const { name } = services.channels[kind];
    if (!connected.includes(kind)) {
      lines.push(name, '  ○ 没有接入。需要时请巡察办在网页的“接入”里填写参数，再来检查。');
      continue;
    }
    const check = await tryConnection(services, kind, { by: null, sendTo: person });
    isPassed &&= check.ok;
    lines.push(...linesOf(name, check));
  }
  return { stdout: `${lines.join('\n')}\n`, exitCode: isPassed ? 0 : 1 };
}
