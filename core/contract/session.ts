/** Sign-in, who I am, and the one-time codes that let people in. */
import { z } from 'zod';

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
