/**
 * The judge's witness: the fake of WeCom as a process of its own that is never killed. It takes orders and gives its log
 * over the channel of `fork`; its weather is drawn from a seed.
 */
import { type Fault, type GatewayPoint } from '../support/fake-gateway.js';
import { startFakeWecom } from '../support/fake-wecom.js';
import { chanceFrom } from './chance.js';

/** Delays and faults of each call; `share` in [0, 1]. */
export interface Weather {
  readonly seed: number;
  readonly delayMs: readonly [from: number, to: number];
  readonly faults: readonly { readonly share: number; readonly fault: Fault }[];
}

export type Order =
  | { readonly kind: 'robots'; readonly count: number }
  | { readonly kind: 'weather'; readonly weather: Weather }
  | { readonly kind: 'accepted' | 'forget' | 'calls' }
  | { readonly kind: 'remove'; readonly key: string };

export type GatewayWord =
  | { readonly kind: 'ready'; readonly origin: string }
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'point'; readonly point: GatewayPoint };

const gateway = await startFakeWecom();
const say = (word: GatewayWord): void => void process.send?.(word);

function faultBy(chance: number, faults: Weather['faults']): Fault | null {
  let from = 0;
  for (const { share, fault } of faults) {
    from += share;
    if (chance < from) return fault;
  }
  return null;
}

function order(asked: Order): unknown {
  switch (asked.kind) {
    case 'robots':
      return Array.from({ length: asked.count }, () => gateway.addRobot());
    case 'remove':
      return gateway.removeRobot(asked.key);
    case 'weather': {
      const { seed, delayMs, faults } = asked.weather;
      const chance = chanceFrom(seed);
      const [from, to] = delayMs;
      return gateway.weather(() => ({ delayMs: Math.round(from + chance() * (to - from)), fault: faultBy(chance(), faults) }));
    }
    case 'accepted':
      return gateway.accepted.map(({ at, key, text }) => ({ at, key, text }));
    case 'calls':
      return gateway.calls();
    case 'forget':
      return gateway.forget();
  }
}

process.on('message', (asked: Order) => say({ kind: 'answer', value: order(asked) ?? null }));
process.on('disconnect', () => process.exit(0));
gateway.watch((point) => say({ kind: 'point', point }));
say({ kind: 'ready', origin: gateway.origin });
