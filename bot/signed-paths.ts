/** Addresses that hold for a while without signing in, since an image tag or a link in a chat carries no token. Machine time throughout. */
import { timingSafeEqual } from 'node:crypto';
import type { Secrets, Services } from './services.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Addresses change four times an hour, so that a phone may keep a picture it has. */
const STEP_MS = 900_000;

const evidencePath = (id: string, size: string): string => `/api/evidence/${encodeURIComponent(id)}/${size}`;
const weekPath = (monday: string, part: string): string => `/api/weeks/${encodeURIComponent(monday)}/${part}`;

const markOf = (secrets: Secrets, path: string, until: string): string => secrets.sign(`path\n${path}\n${until}`);

/** The path below the public URL. */
export function signPath(secrets: Secrets, path: string, untilMs: number): string {
  const until = String(untilMs);
  return `${path}?until=${until}&mark=${markOf(secrets, path, until)}`;
}

export function pathHolds(
  secrets: Secrets,
  path: string,
  { until, mark }: { readonly until: string; readonly mark: string },
  nowMs: number,
): boolean {
  const expected = Buffer.from(markOf(secrets, path, until));
  const given = Buffer.from(mark);
  return expected.length === given.length && timingSafeEqual(expected, given) && /^\d{1,15}$/.test(until) && Number(until) > nowMs;
}

/** Rounded up, so that the same is asked for again under the same address. */
const after = (ms: number): number => Math.ceil(Date.now() / STEP_MS) * STEP_MS + ms;

/** Those of `Services`. */
export function openSignedPaths(secrets: Secrets): Pick<Services, 'evidenceUrl' | 'evidenceUrlHolds' | 'weekUrl' | 'weekUrlHolds'> {
  return {
    evidenceUrl: (id, size) => signPath(secrets, evidencePath(id, size), after(HOUR_MS)),
    evidenceUrlHolds: (link) => pathHolds(secrets, evidencePath(link.id, link.size), link, Date.now()),
    weekUrl: (monday, part) => signPath(secrets, weekPath(monday, part), after(35 * DAY_MS)),
    weekUrlHolds: (link) => pathHolds(secrets, weekPath(link.monday, link.part), link, Date.now()),
  };
}
