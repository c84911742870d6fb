/** Sign-in, who I am, and the one-time codes that let people in. */
import { z } from 'zod';
import { ConnectionKind } from './connection.js';

export const Account = z.string().trim().min(2).max(40);
export const Password = z.string().min(8).max(200);

export const SignIn = z.strictObject({ account: Account, password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof SignIn>;

/** The first account of the office, by the link printed at the first start; or anyone's, by a code from the office. */
export const Redeem = z.strictObject({
  code: z.string().trim().min(8).max(100),
  account: Account,
  password: Password,
  /** Needed for the very first account only, where no person exists yet. */
  name: z.string().trim().min(1).max(40).optional(),
});
export type Redeem = z.infer<typeof Redeem>;

export const Me = z.object({
  person: z.object({ id: z.string(), name: z.string(), unitName: z.string().nullable() }),
  /** 责任人, 巡察办 …, as shown. */
  postWords: z.array(z.string()),
  /** Which rooms this person may open; the phone draws its navigation from it. */
  may: z.object({
    report: z.boolean(),
    review: z.boolean(),
    ledger: z.boolean(),
    board: z.boolean(),
    import: z.boolean(),
    people: z.boolean(),
    robots: z.boolean(),
    connections: z.boolean(),
    policies: z.boolean(),
    operations: z.boolean(),
    windows: z.boolean(),
    satisfaction: z.boolean(),
    chat: z.boolean(),
  }),
  demo: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const Session = z.object({ token: z.string(), me: Me });
export type Session = z.infer<typeof Session>;

/** Sign-in without a password, where the platform knows who holds the phone: the phone says which one it runs in. */
export const PlatformBegin = z.strictObject({ platform: ConnectionKind });
export type PlatformBegin = z.infer<typeof PlatformBegin>;

/** How the phone gets the platform's code: by the platform's own page and back, or by asking the app that it runs in. */
export const PlatformWay = z.discriminatedUnion('way', [
  /** `verifier` never stands in an address: it proves that whoever comes back is whoever went. */
  z.object({ way: z.literal('page'), url: z.string(), verifier: z.string() }),
  z.object({ way: z.literal('app'), corpId: z.string(), clientId: z.string() }),
]);
export type PlatformWay = z.infer<typeof PlatformWay>;

const PlatformCode = z.string().min(1).max(512);

export const PlatformSignIn = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('page'),
    platform: ConnectionKind,
    code: PlatformCode,
    state: z.string().regex(/^[0-9a-zA-Z]{1,128}$/),
    verifier: z.string().min(20).max(100),
  }),
  z.strictObject({ way: z.literal('app'), platform: ConnectionKind, code: PlatformCode }),
]);
export type PlatformSignIn = z.infer<typeof PlatformSignIn>;

/** In, or an account of the platform that belongs to nobody here: with the ticket its holder may link it after another sign-in. */
export const PlatformEntry = z.discriminatedUnion('kind', [
  Session.extend({ kind: z.literal('in') }),
  z.object({ kind: z.literal('unknown'), words: z.string(), ticket: z.string() }),
]);
export type PlatformEntry = z.infer<typeof PlatformEntry>;

/** Links the platform's account behind the ticket to whoever is signed in; they were asked. */
export const LinkAccount = z.strictObject({ requestId: z.string().min(8).max(64), ticket: z.string().min(20).max(100) });
export type LinkAccount = z.infer<typeof LinkAccount>;

export const AccountLinked = z.object({ words: z.string() });
export type AccountLinked = z.infer<typeof AccountLinked>;
