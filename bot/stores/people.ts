/** Units, persons and posts. Types only. */
import type { Person, Post, Unit } from '../../core/people/model.js';

/** Units, persons and posts, with a version that rises on every change so that copies may be kept. */
export interface PeopleStore {
  units(): Promise<readonly Unit[]>;
  people(): Promise<readonly Person[]>;
  posts(): Promise<readonly Post[]>;
  person(id: string): Promise<Person | null>;
  saveUnits(units: readonly Unit[]): Promise<void>;
  savePeople(people: readonly Person[]): Promise<void>;
  /** Replaces all posts of one person. */
  setPosts(personId: string, posts: readonly Post[]): Promise<void>;
  remove(personIds: readonly string[], unitIds: readonly string[]): Promise<void>;
  /** Inside a transaction that names people or units: of two at once, this one and one that removes them, the second begins again. */
  hold(): Promise<void>;
  /** Rises with every change of units, persons or posts, by whatever process. */
  version(): Promise<number>;
}
