/** Up to how many days before the due day a group's digest counts a task as near. */
export const NEAR_DAYS = 7;
