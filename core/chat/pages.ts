/** Addresses of the phone's pages, as every message carries them. */
import type { TaskActionKind } from '../ledger/model.js';

type PageName = 'task' | 'report' | 'review' | 'my' | 'ledger' | 'board' | 'operations' | 'robots' | 'connections' | 'people' | 'satisfaction';

/** `act`: what is to be done there; its sheet is open, and nothing is done by the link alone. */
export type Page = (name: PageName, id?: string, act?: TaskActionKind) => string;

export const pagesOf =
  (publicUrl: string): Page =>
  (name, id, act) => {
    const query = [...(id === undefined ? [] : [`id=${encodeURIComponent(id)}`]), ...(act === undefined ? [] : [`do=${act}`])];
    return `${publicUrl}/#/pages/${name}/index${query.length === 0 ? '' : `?${query.join('&')}`}`;
  };
