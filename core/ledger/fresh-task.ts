/** What is so of every task when it comes: nothing was reported, submitted, moved or answered yet. */
import { NOTHING_HEARD } from './heard.js';
import type { Task } from './model.js';

export const FRESH = {
  evidence: [],
  milestones: [],
  targets: [],
  listing: null,
  deadlineNumber: 1,
  version: 1,
  lastProgressAt: null,
  reportedFor: null,
  signedAt: null,
  submittedAt: null,
  submittedBy: null,
  review: null,
  returnedCount: 0,
  amendBy: null,
  closedAt: null,
  emergency: null,
  originalDue: null,
  extension: null,
  heard: NOTHING_HEARD,
  ticket: null,
} as const satisfies Partial<Task>;
