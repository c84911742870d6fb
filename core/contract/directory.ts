/** A platform's directory held against our people, for the office: who might be who, accepted one by one or all the sure ones. */
import { z } from 'zod';
import { ConnectionKind } from './connection.js';

const Who = z.object({ personId: z.string(), name: z.string(), unitName: z.string().nullable() });

export const DirectoryCandidate = z.object({
  /** The platform's own id. */
  userId: z.string(),
  name: z.string(),
  /** `某市政务服务中心 / 政务服务科`; `没有部门`. */
  placeWords: z.string(),
  isSameUnit: z.boolean(),
});

export const DirectorySuggestion = Who.extend({
  how: z.enum(['sure', 'likely', 'several']),
  /** Why it is no more than that. */
  words: z.string(),
  candidates: z.array(DirectoryCandidate),
});
export type DirectorySuggestion = z.infer<typeof DirectorySuggestion>;

export const Directory = z.object({
  platform: ConnectionKind,
  /** `企业微信`. */
  name: z.string(),
  /** `none`: not connected. `stopped`: out of service. `unread`: nobody has read it yet. `failed`: the last reading. */
  state: z.enum(['none', 'stopped', 'unread', 'reading', 'failed', 'ready']),
  /** How it stands and what to do. */
  words: z.string(),
  /** What the platform does not show us, and what would change that. */
  notes: z.array(z.string()),
  suggestions: z.array(DirectorySuggestion),
  /** Nobody there has their name. */
  unmatched: z.array(Who),
  /** Their account is not to be found there. */
  astray: z.array(Who.extend({ userId: z.string() })),
});
export type Directory = z.infer<typeof Directory>;

export const DirectoryAccept = z.strictObject({
  requestId: z.string().min(8).max(64),
  links: z
    .array(z.strictObject({ personId: z.string().max(64), userId: z.string().min(1).max(128) }))
    .min(1)
    .max(1_000),
});
export type DirectoryAccept = z.infer<typeof DirectoryAccept>;
