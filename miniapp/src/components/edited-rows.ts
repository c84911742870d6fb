/** Rows of a sheet that are added, changed and removed before they are sent, each known by a key of its own. */
import { useState } from 'react';

interface Keyed {
  readonly key: number;
}

export function useEditedRows<Row extends Keyed>(starting: () => readonly Row[]) {
  const [rows, set] = useState(starting);
  return {
    rows,
    put: (row: Row) => set(rows.map((other) => (other.key === row.key ? row : other))),
    remove: ({ key }: Keyed) => set(rows.filter((other) => other.key !== key)),
    /** With a key that no row here has. */
    add: (fresh: (key: number) => Row) => set([...rows, fresh(Math.max(0, ...rows.map(({ key }) => key)) + 1)]),
  } as const;
}
