/** 通讯录: a platform's directory held against our people, for the office alone. */
import { Directory, DirectoryAccept } from '../../core/contract/directory.js';
import { acceptAccounts } from '../actions/accept-accounts.js';
import { appKindIn } from '../actions/read-connections.js';
import { beginReading, readDirectory } from '../actions/read-directory.js';
import { type Route, signedIn } from './route.js';

export const directoryRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/directories/:kind',
    summary: 'Who might be who: our people held against the platform’s directory as it was last read',
    answer: Directory,
    handle: ({ services, viewer, param }) => readDirectory(services, viewer, appKindIn(param('kind'))),
  }),
  signedIn({
    method: 'post',
    path: '/api/directories/:kind/read',
    summary: 'Read the directory afresh; answered at once, read afterwards',
    answer: Directory,
    handle: async ({ services, viewer, param, ctx }) => {
      const { directory, work } = await beginReading(services, viewer, appKindIn(param('kind')));
      ctx.res.once('finish', () => void work());
      return directory;
    },
  }),
  signedIn({
    method: 'post',
    path: '/api/directories/:kind/accept',
    summary: 'Register accounts with the people they belong to: all of them or none',
    body: DirectoryAccept,
    answer: Directory,
    handle: ({ services, viewer, param, body }) => acceptAccounts(services, viewer, appKindIn(param('kind')), body),
  }),
];
