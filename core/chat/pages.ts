/** Addresses of the phone's pages, as every message carries them. */
import type { TaskActionKind } from '../ledger/model.js';

/** `act`: what is to be done there, whose sheet the phone opens. */
export type Page = (name: 'task' | 'report' | 'review' | 'my' | 'ledger' | 'board', id?: string, act?: TaskActionKind) => string;

export const pagesOf =
  (publicUrl: string): Page =>
  (name, id, act) =>
    `${publicUrl}/#/pages/${name}/index${id === undefined ? '' : `?id=${encodeURIComponent(id)}`}${act === undefined ? '' : `&do=${act}`}`;
