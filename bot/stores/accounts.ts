/** Accounts and sessions. Types only. */

export interface Account {
  readonly account: string;
  readonly personId: string;
  readonly passwordHash: string;
}

/** Accounts, sessions, failures and one-time codes. Machine time throughout ($$NOW in the base). */
export interface AccountStore {
  find(account: string): Promise<Account | null>;
  any(): Promise<boolean>;
  /** False when the account name is taken. */
  save(account: Account): Promise<boolean>;
  /** Counts one wrong try; five in a row lock for 15 minutes. Answers until when the account is locked now, or null. */
  countFailure(account: string): Promise<Date | null>;
  /** After the right password: forgets the failures and answers true, unless the account is locked by now. */
  admit(account: string): Promise<boolean>;
  lockedUntil(account: string): Promise<Date | null>;
  clearFailures(account: string): Promise<void>;
  openSession(session: { readonly tokenHash: string; readonly personId: string; readonly days: number }): Promise<void>;
  /** The person of a live session, or null. */
  session(tokenHash: string): Promise<{ readonly personId: string } | null>;
  closeSession(tokenHash: string): Promise<void>;
  closeSessionsOf(personId: string): Promise<void>;
  /** `personId` null: the first account of the office. Good for `hours`. True: it replaced an earlier one. */
  saveCode(codeHash: string, personId: string | null, hours: number): Promise<boolean>;
  findCode(codeHash: string): Promise<{ readonly personId: string | null } | null>;
  /** True for the one caller who used it first. */
  useCode(codeHash: string): Promise<boolean>;
}
