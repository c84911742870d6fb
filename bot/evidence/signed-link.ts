/** Addresses of pictures that hold for an hour, since an image tag carries no token. Machine time throughout. */
import { timingSafeEqual } from 'node:crypto';
import type { Secrets, Services } from '../services.js';

const HOUR_MS = 3_600_000;
/** Addresses change four times an hour, so that a phone may keep a picture it has. */
const STEP_MS = 900_000;

export interface EvidenceLink {
  readonly id: string;
  readonly size: string;
  /** Machine time in milliseconds, as text. */
  readonly until: string;
  readonly mark: string;
}

const markOf = (secrets: Secrets, id: string, size: string, until: string): string => secrets.sign(`evidence\n${id}\n${size}\n${until}`);

/** The path below the public URL. */
export function signEvidenceUrl(secrets: Secrets, id: string, size: 'thumb' | 'view' | 'original', untilMs: number): string {
  const until = String(untilMs);
  return `/api/evidence/${encodeURIComponent(id)}/${size}?until=${until}&mark=${markOf(secrets, id, size, until)}`;
}

export function checkEvidenceUrl(secrets: Secrets, { id, size, until, mark }: EvidenceLink, nowMs: number): boolean {
  const expected = Buffer.from(markOf(secrets, id, size, until));
  const given = Buffer.from(mark);
  return expected.length === given.length && timingSafeEqual(expected, given) && /^\d{1,15}$/.test(until) && Number(until) > nowMs;
}

/** The two of `Services`. */
export function openEvidenceLinks(secrets: Secrets): Pick<Services, 'evidenceUrl' | 'evidenceUrlHolds'> {
  return {
    evidenceUrl: (id, size) => signEvidenceUrl(secrets, id, size, Math.ceil(Date.now() / STEP_MS) * STEP_MS + HOUR_MS),
    evidenceUrlHolds: (link) => checkEvidenceUrl(secrets, link, Date.now()),
  };
}
