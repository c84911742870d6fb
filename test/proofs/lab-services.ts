/** A service of this very process in the lab, for what is measured rather than killed. */
import { assembleServices } from '../../bot/assemble.js';
import { secretsFrom } from '../../bot/secrets.js';
import type { Services } from '../../bot/services.js';
import type { Lab } from './lab.js';
import { SECRET } from './worker-order.js';

const silent = { info: () => undefined, warn: () => undefined, error: (...said: unknown[]) => console.error(...said) };

export const servicesOfLab = ({ opened, worldNow, gatewayHost }: Lab): Services => ({
  ...assembleServices({
    store: opened.store,
    blobs: opened.blobs,
    clock: { now: worldNow },
    settings: { publicUrl: 'http://localhost:3000', demo: false },
    secrets: secretsFrom(SECRET),
    allowedRobotHosts: [gatewayHost],
    log: silent,
    kick: () => undefined,
    kickSweep: () => undefined,
    kickTickets: () => undefined,
  }),
  compose: async (_services, _recipient, notices) => ({
    ...{ id: 'replaced', title: '督办', markdown: null, card: null },
    text: notices.map(({ key }) => `<${key}>`).join('\n'),
  }),
});
