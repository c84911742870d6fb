/** Sign-in by account, one-time codes, and who I am. */
import {
  AccountLinked,
  LinkAccount,
  Me,
  PlatformBegin,
  PlatformEntry,
  PlatformSignIn,
  PlatformWay,
  Redeem,
  Session,
  SignIn,
} from '../../core/contract/session.js';
import { z } from 'zod';
import { linkAccount } from '../actions/link-account.js';
import { beginPlatformSignIn, enterByPlatform } from '../actions/platform-sign-in.js';
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
  open({
    method: 'post',
    path: '/api/session/platform/begin',
    summary: 'Sign in without a password: where a phone inside WeCom or DingTalk gets the code that says who holds it',
    body: PlatformBegin,
    answer: PlatformWay,
    handle: ({ services, body }) => beginPlatformSignIn(services, body),
  }),
  open({
    method: 'post',
    path: '/api/session/platform',
    summary: 'Sign in by a code of the platform, once; who is not known gets a ticket to link the account after another sign-in',
    body: PlatformSignIn,
    answer: PlatformEntry,
    handle: async ({ services, body }) => {
      const entered = await enterByPlatform(services, body);
      return entered.kind === 'in' ? { kind: 'in', ...(await sessionAnswer(services, entered.opened)) } : entered;
    },
  }),
  signedIn({
    method: 'post',
    path: '/api/session/platform/link',
    summary: 'Link the platform’s account behind a ticket to oneself',
    body: LinkAccount,
    answer: AccountLinked,
    handle: ({ services, viewer, body }) => linkAccount(services, viewer, body),
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
