/** Reports as files. What draws them is loaded when the first is asked for: it weighs more than the rest of the service. */
import type { Reports } from '../services.js';

const pictures = () => import('./week-picture.js');

export const reports: Reports = {
  weekPicture: async (report, before) => (await pictures()).weekPicture(report, before),
  weekDocument: async (report, before) => {
    const png = await (await pictures()).weekPicture(report, before);
    return (await import('./week-document.js')).weekDocument(report, before, png);
  },
  monthDocument: async (report, tickets, today) => (await import('./month-document.js')).monthDocument(report, tickets, today),
};
