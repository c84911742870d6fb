/** What stands twice in a list whose items are known by their names. Pure. */

/** The first item whose name an earlier one bears; undefined: every name stands once. */
export const twiceIn = <One>(list: readonly One[], nameOf: (one: One) => string): One | undefined =>
  list.find((one, at) => list.findIndex((other) => nameOf(other) === nameOf(one)) < at);
