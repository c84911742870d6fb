/** The units of a task: the leading one, then those that help. Pure. */
import type { Task } from './model.js';

export const unitsOf = ({ unitId, coUnitIds }: Pick<Task, 'unitId' | 'coUnitIds'>): readonly string[] => [...new Set([unitId, ...coUnitIds])];
