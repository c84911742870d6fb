/** P6: delivery with many sends in flight, beside a raw loop of the same calls and an Agenda job for each; and its commands to the database. */
import { deliver } from '../../bot/actions/deliver.js';
import { type Lab, openLab } from '../proofs/lab.js';
import { servicesOfLab } from '../proofs/lab-services.js';
import { atOnce, type Bed, type Report, type Told } from './bed.js';
import { commandsOf, telling, totalOf } from './commands.js';
import { measure } from './interleave.js';
import { agendaOf, besideRedis, bullmqOf } from './peers.js';

const IN_FLIGHT = 50;
const GATEWAY_MS = 200;
const BODY = JSON.stringify({ msgtype: 'text', text: { content: '督办' } });

const post = async (address: string): Promise<unknown> => (await fetch(address, { method: 'POST', body: BODY })).text();

/** The robots' limit is off: each message has a robot of its own. */
function ourSending(lab: Lab, messages: number): { readonly due: () => Promise<void>; readonly send: () => Promise<unknown> } {
  const services = servicesOfLab(lab);
  let turn = 0;
  return {
    due: async () => {
      turn += 1;
      const robots = await lab.robots(messages);
      await lab.due(robots.map(({ lane }, index) => ({ key: `b${turn}.${index}`, lane })));
    },
    send: async () => {
      const { sent } = await deliver(services, { concurrency: IN_FLIGHT });
      if (sent !== messages) throw new Error(`${sent} of ${messages} were sent`);
    },
  };
}

async function commands(uri: string, messages: number): Promise<Told> {
  const lab = await openLab(telling(uri));
  await lab.weather({ delayMs: [GATEWAY_MS, GATEWAY_MS] });
  const { due, send } = ourSending(lab, messages);
  await due();
  const counted = await commandsOf(lab.opened.connection.getClient(), send);
  await lab.close();
  const each = (times: number) => (times / messages).toFixed(2);
  const found = `${each(totalOf(counted))}: ${counted.map(([what, times]) => `${what} ${each(times)}`).join(', ')}`;
  return { name: `P6 commands a message, ${messages} messages`, found };
}

export async function benchSending({ uri, size, rounds }: Bed): Promise<Report> {
  const messages = size === 'quick' ? 100 : 400;
  const told = await commands(uri, messages);
  const lab = await openLab(uri);
  await lab.weather({ delayMs: [GATEWAY_MS, GATEWAY_MS] });
  const { due, send } = ourSending(lab, messages);
  const agenda = await agendaOf(lab.opened, post, IN_FLIGHT);
  const addresses = async () => (await lab.robots(messages)).map(({ address }) => address);
  const contest = {
    name: `P6 ${messages} messages from due to settled, ${IN_FLIGHT} in flight, gateway ${GATEWAY_MS} ms`,
    rounds,
    ours: async () => {
      await due();
      await send();
    },
  };
  const results = await measure({
    ...contest,
    rivals: [
      { name: 'a raw fetch loop', aim: 0.6, run: async () => atOnce(await addresses(), IN_FLIGHT, post) },
      { name: 'an Agenda job for each', aim: null, run: async () => agenda.runAll(await addresses()) },
    ],
  });
  await agenda.close();
  const beside = await besideRedis('P6 beside bullmq', async (redis) => {
    const bullmq = bullmqOf(redis, post, IN_FLIGHT);
    const found = await measure({
      ...contest,
      rivals: [{ name: 'a bullmq job for each', aim: null, run: async () => bullmq.runAll(await addresses()) }],
    });
    await bullmq.close();
    return found;
  });
  await lab.close();
  return { results: [...results, ...beside.results], told: [told, ...beside.told] };
}
