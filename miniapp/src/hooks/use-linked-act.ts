/** A link in a message may name what is to be done (`do=urge`): its sheet opens once, if the task as it is now allows it. */
import { useEffect, useRef } from 'react';
import type { TaskDesk } from './use-task.js';

export function useLinkedAct(desk: TaskDesk, kind: string | undefined): void {
  const isDone = useRef(false);
  const { value, isLoading } = desk.task;
  useEffect(() => {
    if (isDone.current || kind === undefined || value === null || isLoading) return;
    isDone.current = true;
    const allowed = value.allowed.find((one) => one.kind === kind);
    // A report has a page of its own; what lacks something says so where its button stands.
    if (allowed !== undefined && allowed.missing === null && allowed.kind !== 'progress') desk.open(allowed);
  }, [kind, value, isLoading, desk]);
}
