/** Units, persons and the posts that say who must hear of what. Data only. */

/** A unit 单位. The tree is 被巡察单位 → 责任科室. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  /** The unit that is shown beside the name; null until known. */
  readonly unitId: string | null;
  readonly phone: string | null;
  readonly wecomUserId: string | null;
  readonly dingtalkUserId: string | null;
  /** Sign-in name; null while the person cannot sign in. */
  readonly account: string | null;
  /** Deactivated people keep their history and can neither sign in nor be told anything. */
  readonly active: boolean;
}

/**
 * 督办角色. `owner` and `leader` of one task stand on the task; the others are held for a unit and what
 * is below it, or for everything (`unitId` null).
 */
export type PostKind =
  | 'owner' // 责任人
  | 'liaison' // 联络员, may sign and report for the owners of the unit
  | 'leader' // 责任领导
  | 'principal' // 主要负责人 of the inspected unit
  | 'office' // 巡察办
  | 'functionalDepartment' // 职能部门, reviews
  | 'party' // 党组织, reviews
  | 'discipline' // 纪检监察
  | 'leadingGroup' // 领导小组
  | 'expert'
  | 'auditor';

export interface Post {
  readonly kind: PostKind;
  readonly personId: string;
  /** Held for this unit and those below it; null: for everything. */
  readonly unitId: string | null;
}

/** The person who asks, with what the rules need to know. Loaded once a request. */
export interface Viewer {
  readonly person: Person;
  readonly posts: readonly Post[];
  /** Ids of every unit this person's posts cover, each with those below it, by post. */
  readonly unitsBelow: Readonly<Partial<Record<PostKind, readonly string[]>>>;
}
