/** Delivery and this process as Prometheus reads them. What is counted in the base is the same from every process on it. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { isFresh, lastAudit } from '../actions/audit-delivery.js';
import { type DeliveryFigures, deliveryFigures } from '../actions/delivery-figures.js';
import type { Services } from '../services.js';

interface Counted {
  readonly figures: DeliveryFigures;
  readonly attempts: readonly { readonly outcome: string; readonly count: number }[];
  readonly troubles: readonly { readonly kind: string; readonly count: number }[];
  readonly isAudited: boolean;
}

async function countedBy(services: Services): Promise<Counted> {
  const [figures, attempts, audit] = await Promise.all([deliveryFigures(services), services.store.figures.attempts(), lastAudit(services)]);
  return { figures, attempts, troubles: audit?.troubles ?? [], isAudited: audit !== null && isFresh(audit, figures.now) };
}

const lagSeconds = ({ now, oldestDue }: DeliveryFigures): number =>
  oldestDue === null ? 0 : Math.max(0, (now.getTime() - oldestDue.getTime()) / 1_000);

function gaugesOn(registry: Registry): (counted: Counted) => void {
  const registers = [registry];
  const waiting = new Gauge({
    name: 'duban_notices_waiting',
    help: 'Notices in the outbox: due, or planned for later',
    labelNames: ['when'],
    registers,
  });
  const lag = new Gauge({ name: 'duban_notices_oldest_due_seconds', help: 'Age of the oldest notice that is due, 0 without one', registers });
  const attempts = new Counter({ name: 'duban_attempts_total', help: 'Attempts to send, by outcome', labelNames: ['outcome'], registers });
  const budget = new Gauge({
    name: 'duban_robot_budget_left',
    help: 'Messages a robot may send in this rolling minute',
    labelNames: ['robot'],
    registers,
  });
  const queue = new Gauge({ name: 'duban_robot_waiting', help: 'Due notices that wait for a robot', labelNames: ['robot'], registers });
  const troubles = new Gauge({ name: 'duban_audit_troubles', help: 'What the last audit found, by kind', labelNames: ['kind'], registers });
  const audited = new Gauge({ name: 'duban_audit_fresh', help: '1 while the auditor looks, 0 where its last look is too old', registers });
  return ({ figures, ...counted }) => {
    for (const metric of [attempts, budget, queue, troubles]) metric.reset();
    waiting.set({ when: 'due' }, figures.due);
    waiting.set({ when: 'later' }, figures.later);
    lag.set(lagSeconds(figures));
    for (const { outcome, count } of counted.attempts) attempts.inc({ outcome }, count);
    for (const { robot, budgetLeft, waiting: due } of figures.robots) {
      budget.set({ robot: robot.id }, budgetLeft);
      queue.set({ robot: robot.id }, due);
    }
    for (const { kind, count } of counted.troubles) troubles.set({ kind }, count);
    audited.set(counted.isAudited ? 1 : 0);
  };
}

export interface Metrics {
  readonly contentType: string;
  /** Counted at this moment. */
  text(): Promise<string>;
}

/** Watches the process from now on: made for the first who asks, not for processes nobody scrapes. */
export function openMetrics(services: Services): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const put = gaugesOn(registry);
  return {
    contentType: registry.contentType,
    text: async () => {
      put(await countedBy(services));
      return registry.metrics();
    },
  };
}
