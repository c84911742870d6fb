/** Sign-in by account, one-time codes, and who I am. */
import { Me, Redeem, Session, SignIn } from '../../core/contract/session.js';
import { z } from 'zod';
import { readMe } from '../actions/read-me.js';
import { redeemCode } from '../actions/redeem-code.js';
import { signIn, signOut } from '../actions/sign-in.js';
import { viewerFor } from '../actions/viewer.js';
import type { Services } from '../services.js';
import { bearerOf } from './mount.js';
import { open, type Route, signedIn } from './route.js';

/** What a fresh session answers with. */
export async function sessionAnswer(services: Services, opened: { readonly token: string; readonly personId: string }): Promise<Session> {
  return { token: opened.token, me: await readMe(services, await viewerFor(services, opened.personId)) };
}

export const sessionRoutes: readonly Route[] = [
  open({
    method: 'post',
    path: '/api/session',
    summary: 'Sign in by account and password',
    body: SignIn,
    answer: Session,
    handle: async ({ services, body }) => sessionAnswer(services, await signIn(services, body)),
  }),
  open({
    method: 'post',
    path: '/api/session/redeem',
    summary: 'Set account and password with a one-time code, and sign in',
    body: Redeem,
    answer: Session,
    handle: async ({ services, body }) => sessionAnswer(services, await redeemCode(services, body)),
  }),
  signedIn({
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out: the session is void at once',
    answer: z.object({}),
    handle: async ({ services, ctx }) => {
      const token = bearerOf(ctx);
      if (token !== null) await signOut(services, token);
      return {};
    },
  }),
  signedIn({
    method: 'get',
    path: '/api/me',
    summary: 'Who I am and which rooms are open to me',
    answer: Me,
    handle: ({ services, viewer }) => readMe(services, viewer),
  }),
];
