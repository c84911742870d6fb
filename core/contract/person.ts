/** Units, persons and posts as the office edits them. */
import { z } from 'zod';

export const PostKind = z.enum([
  'owner',
  'liaison',
  'leader',
  'principal',
  'office',
  'functionalDepartment',
  'party',
  'discipline',
  'leadingGroup',
  'expert',
  'auditor',
]);

export const UnitLine = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
});
export type UnitLine = z.infer<typeof UnitLine>;

export const PersonDetail = z.object({
  id: z.string(),
  name: z.string(),
  unitId: z.string().nullable(),
  unitName: z.string().nullable(),
  phone: z.string().nullable(),
  wecomUserId: z.string().nullable(),
  dingtalkUserId: z.string().nullable(),
  account: z.string().nullable(),
  active: z.boolean(),
  /** By account and password, or by a platform that knows them. */
  canSignIn: z.boolean(),
  posts: z.array(z.object({ kind: PostKind, unitId: z.string().nullable(), unitName: z.string().nullable() })),
  /** `责任人 4 项，责任领导 2 项`. */
  taskWords: z.string(),
  /** What the ledger makes of them, beside the posts: `责任人（台账里 4 项）`. */
  ledgerPosts: z.array(z.string()),
  /** `同名 2 人`, when another active person has the name. */
  sameName: z.number().int(),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

export const PeopleList = z.object({
  people: z.array(PersonDetail),
  units: z.array(UnitLine),
  /** Posts still empty, as sentences with what to do: `还没有人担任主要负责人…`. */
  gaps: z.array(z.string()),
  /** Said once over all codes where no phone can open the service; else null. */
  codeWarning: z.string().nullable(),
});
export type PeopleList = z.infer<typeof PeopleList>;

/** Create or change. Absent fields stay as they are; null clears. */
export const PersonChange = z.strictObject({
  requestId: z.string().min(8).max(64),
  name: z.string().trim().min(1).max(40).optional(),
  unitId: z.string().max(64).nullable().optional(),
  phone: z.string().trim().max(20).nullable().optional(),
  wecomUserId: z.string().trim().max(64).nullable().optional(),
  dingtalkUserId: z.string().trim().max(64).nullable().optional(),
  active: z.boolean().optional(),
  posts: z
    .array(z.strictObject({ kind: PostKind, unitId: z.string().max(64).nullable() }))
    .max(50)
    .optional(),
});
export type PersonChange = z.infer<typeof PersonChange>;

/** Units: rename or move under another. */
export const UnitChange = z.strictObject({
  requestId: z.string().min(8).max(64),
  name: z.string().trim().min(1).max(60).optional(),
  parentId: z.string().max(64).nullable().optional(),
});
export type UnitChange = z.infer<typeof UnitChange>;

/** A one-time code the office hands over by itself; shown once. */
export const OneTimeCode = z.object({
  code: z.string(),
  /** Whose it is. */
  name: z.string(),
  /** `11月26日（周四）09:12`: good until then. */
  untilWords: z.string(),
  link: z.string(),
  words: z.string(),
  /** Whether phones can open it; where they cannot, it is not passed on. */
  linkOpens: z.boolean(),
});
export type OneTimeCode = z.infer<typeof OneTimeCode>;
