/** Who may see and do what: the inspected unit’s clerk who edits a URL is the reader of these tests. */
import { isOffice, mayReport, standingOf } from '../../../core/people/may-do.js';
import type { Post } from '../../../core/people/model.js';
import { reviewersOf, rosterOf, viewerOf } from '../../../core/people/roster.js';
import { scopeOf } from '../../../core/people/scope.js';
import { aPerson, aTask, CENTRE } from '../../support/make.js';

const withPosts = (...posts: readonly Post[]) => rosterOf(CENTRE.people, CENTRE.units, [...CENTRE.posts, ...posts]);
const viewer = (id: string, ...posts: readonly Post[]) => {
  const roster = withPosts(...posts);
  return viewerOf(roster, roster.person(id) ?? aPerson(id, id));
};

describe('scope', () => {
  test('an owner without a post sees only tasks that name them', () => {
    expect(scopeOf(viewer('he'))).toEqual({ everything: false, unitIds: [], personId: 'he', beforeStart: false });
  });

  test('a principal sees the unit and what is below it, not before supervision begins', () => {
    expect(scopeOf(viewer('gao'))).toMatchObject({ everything: false, unitIds: ['centre', 'section', 'other'], beforeStart: false });
  });

  test('only the office sees what is not yet supervised', () => {
    expect(scopeOf(viewer('fang'))).toMatchObject({ everything: true, beforeStart: true });
    expect(scopeOf(viewer('song'))).toMatchObject({ everything: true, beforeStart: false });
    expect(scopeOf(viewer('lin')).beforeStart).toBe(false);
  });

  test('a liaison or leader entered without a unit sees nothing by that post', () => {
    expect(scopeOf(viewer('he', { kind: 'liaison', personId: 'he', unitId: null })).everything).toBe(false);
    expect(scopeOf(viewer('he', { kind: 'leader', personId: 'he', unitId: null })).unitIds).toEqual([]);
  });

  test('an expert sees nothing beyond what names them', () => {
    expect(scopeOf(viewer('zhou', { kind: 'expert', personId: 'zhou', unitId: null }))).toMatchObject({ everything: false, unitIds: [] });
  });

  test('an office of one unit is not the office of everything', () => {
    expect(isOffice(viewer('zhou', { kind: 'office', personId: 'zhou', unitId: 'centre' }))).toBe(false);
  });
});

describe('standing', () => {
  test('a liaison reports for the owner of their own unit only', () => {
    const liaison = viewer('zhou', { kind: 'liaison', personId: 'zhou', unitId: 'section' });
    const roster = withPosts({ kind: 'liaison', personId: 'zhou', unitId: 'section' });
    expect(standingOf(liaison, aTask(), roster)).toMatchObject({ reports: true, forId: 'he' });
    expect(mayReport(liaison, aTask({ unitId: 'other' }))).toBe(false);
  });

  test('nobody reviews a task they own or submitted; the office steps in', () => {
    const roster = withPosts();
    expect(reviewersOf(aTask(), roster).map((person) => person.id)).toEqual(['lin']);
    expect(reviewersOf(aTask({ ownerId: 'lin' }), roster).map((person) => person.id)).toEqual(['fang']);
    expect(reviewersOf(aTask({ submittedBy: 'lin' }), roster).map((person) => person.id)).toEqual(['fang']);
  });

  test('a deactivated reviewer is passed over', () => {
    const roster = rosterOf(
      CENTRE.people.map((person) => (person.id === 'lin' ? { ...person, active: false } : person)),
      CENTRE.units,
      CENTRE.posts,
    );
    expect(reviewersOf(aTask(), roster).map((person) => person.id)).toEqual(['fang']);
  });

  test('the principal is that of the inspected unit, found from the section', () => {
    expect(
      withPosts()
        .holders('principal', 'section')
        .map((person) => person.id),
    ).toEqual(['gao']);
  });

  test('units that point at each other end the search', () => {
    const roster = rosterOf(
      [],
      [
        { id: 'a', name: 'A', parentId: 'b' },
        { id: 'b', name: 'B', parentId: 'a' },
      ],
      [],
    );
    expect(roster.above('a')).toEqual(['a', 'b']);
    expect([...roster.below('a')].sort()).toEqual(['a', 'b']);
  });
});
