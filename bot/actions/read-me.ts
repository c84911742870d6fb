/** Who I am and which rooms are open to me. */
import type { Me } from '../../core/contract/session.js';
import {
  isOffice,
  mayEditConnections,
  mayEditPeople,
  mayEditPolicies,
  mayEditRobots,
  mayEditWindows,
  mayImport,
  maySeeBoard,
  maySeeOperations,
} from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { windowsSeen } from '../../core/rating/scope.js';
import { POST_WORDS } from '../../core/people/post-words.js';
import { scopeOf } from '../../core/people/scope.js';
import type { Services } from '../services.js';

export async function readMe(services: Services, viewer: Viewer): Promise<Me> {
  const roster = await services.roster();
  const { owns, leads, any } = await services.store.tasks.partsOf(viewer.person.id);
  const held = viewer.posts.map((post) => POST_WORDS[post.kind]);
  const scope = scopeOf(viewer);
  const seesWindows = mayEditWindows(viewer) || windowsSeen(viewer, await services.store.windows.list()).length > 0;
  return {
    person: { id: viewer.person.id, name: viewer.person.name, unitName: roster.unit(viewer.person.unitId)?.name ?? null },
    postWords: [...new Set([...held, ...(owns ? [POST_WORDS.owner] : []), ...(leads ? [POST_WORDS.leader] : [])])],
    may: {
      report: owns || viewer.posts.some((post) => post.kind === 'liaison'),
      review: viewer.posts.some((post) => post.kind === 'functionalDepartment' || post.kind === 'office' || post.kind === 'party'),
      ledger: scope.everything || scope.unitIds.length > 0 || any,
      board: maySeeBoard(viewer, leads),
      import: mayImport(viewer),
      people: mayEditPeople(viewer),
      robots: mayEditRobots(viewer),
      connections: mayEditConnections(viewer),
      policies: mayEditPolicies(viewer),
      operations: maySeeOperations(viewer),
      windows: seesWindows,
      satisfaction: seesWindows,
      chat: services.settings.demo || isOffice(viewer),
    },
    demo: services.settings.demo,
  };
}
