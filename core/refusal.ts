/** The one error class of the rules: a rule said no, in words for the person and an id for programs. */

/** What went wrong, seen from outside; `bot/http` turns it into a status code. */
export type RefusalKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'too-much' | 'too-often' | 'unavailable';

/** One fault among several: where it is, and what the person should do about it (zh-CN). */
export interface Fault {
  readonly place: string;
  readonly message: string;
}

export interface RefusalDetail {
  readonly kind?: RefusalKind;
  /** What the person can do now, as a sentence (zh-CN). */
  readonly remedy?: string;
  /** All faults at once, each with its place. */
  readonly faults?: readonly Fault[];
  /** Facts for programs, for instance what changed in a lost race. Never a secret. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * A rule said no. `id` is stable (kebab-case) and meant for programs; `message` is a sentence in
 * Chinese for the person who asked.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly remedy: string | undefined;
  readonly faults: readonly Fault[];
  readonly facts: Readonly<Record<string, unknown>> | undefined;

  constructor(
    readonly id: string,
    message: string,
    detail: RefusalDetail = {},
  ) {
    super(message);
    this.kind = detail.kind ?? 'invalid';
    this.remedy = detail.remedy;
    this.faults = detail.faults ?? [];
    this.facts = detail.facts;
  }
}

/** All faults of one input: each with its place, and together the sentence. */
export const faulty = (id: string, faults: readonly Fault[], remedy: string): Refusal =>
  new Refusal(id, faults.map(({ place, message }) => `${place}${message}`).join(''), { faults, remedy });
