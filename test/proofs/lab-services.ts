/** A service of this very process in the lab, for what is measured rather than killed. */
import { assembleServices } from '../../bot/assemble.js';
import { secretsFrom } from '../../bot/secrets.js';
import type { Services } from '../../bot/services.js';
import type { Lab } from './lab.js';
import { SECRET } from './worker-order.js';

const silent = { info: () => undefined, warn: () => undefined, error: (...said: unknown[]) => console.error(...said) };

/** Real words, real ladder: nothing of the lab but its base, its clock and its gateway. */
export const speakingServicesOfLab = ({ opened, worldNow, gatewayHost }: Lab): Services =>
  assembleServices({
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
  });

/** Says nothing but the keys of what it tells. */
export const servicesOfLab = (lab: Lab): Services => ({
  ...speakingServicesOfLab(lab),
  compose: async (_services, _recipient, notices) => ({
    ...{ id: 'replaced', title: '督办', markdown: null, card: null },
    text: notices.map(({ key }) => `<${key}>`).join('\n'),
  }),
});
