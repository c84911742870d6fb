/** Units, persons and posts, with a version that rises on every change so that copies may be kept. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Person, Post, Unit } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import type { PeopleStore } from '../services.js';
import { asFilter, isDuplicate, joining, kept, type Kept, modelOf, plain, STRICT } from './documents.js';

const unitSchema = new Schema<Kept<Unit>>({ _id: String, name: { type: String, required: true }, parentId: String }, STRICT);

/** Unique where given: one platform account can only be one person. */
const uniqueText = (field: string) => ({ unique: true, partialFilterExpression: { [field]: { $type: 'string' } } });

const personSchema = new Schema<Kept<Person>>(
  {
    _id: String,
    name: { type: String, required: true },
    unitId: String,
    phone: String,
    wecomUserId: String,
    dingtalkUserId: String,
    account: String,
    active: { type: Boolean, required: true },
  },
  STRICT,
)
  .index({ wecomUserId: 1 }, uniqueText('wecomUserId'))
  .index({ dingtalkUserId: 1 }, uniqueText('dingtalkUserId'))
  .index({ account: 1 }, uniqueText('account'));

const postSchema = new Schema<Post>(
  { kind: { type: String, required: true }, personId: { type: String, required: true }, unitId: String },
  STRICT,
).index({ personId: 1, kind: 1, unitId: 1 }, { unique: true });

const versionSchema = new Schema<{ _id: string; value: number; holds?: number }>({ _id: String, value: Number, holds: Number }, STRICT);

export const peopleModels = (connection: Connection) => ({
  units: modelOf(connection, 'Unit', unitSchema, 'units'),
  people: modelOf(connection, 'Person', personSchema, 'people'),
  posts: modelOf(connection, 'Post', postSchema, 'posts'),
  versions: modelOf(connection, 'Version', versionSchema, 'versions'),
});

export function openPeople(connection: Connection, session: ClientSession | null): PeopleStore {
  const { units, people, posts, versions } = peopleModels(connection);
  // In the transaction of the change: a copy is never newer than its version, and of two changes at once, each fine by
  // itself (a below b, b below a), the second starts again and sees the first.
  const rise = () => versions.updateOne({ _id: 'people' }, { $inc: { value: 1 } }, { ...joining(session), upsert: true });
  return {
    units: async () => (await units.find({}).session(session).sort({ _id: 1 }).lean()).map((unit) => plain<Unit>(unit)),
    people: async () => (await people.find({}).session(session).sort({ _id: 1 }).lean()).map((person) => plain<Person>(person)),
    posts: async () => {
      const found = await posts.find({}).session(session).sort({ _id: 1 }).lean();
      return found.map(({ kind, personId, unitId }) => ({ kind, personId, unitId }));
    },
    person: async (id) => {
      const person = await people.findById(id).session(session).lean();
      return person === null ? null : plain<Person>(person);
    },
    saveUnits: async (list) => {
      if (list.length === 0) return;
      await units.bulkWrite(
        list.map((unit) => ({ replaceOne: { filter: { _id: unit.id }, replacement: kept(unit), upsert: true } })),
        joining(session),
      );
      await rise();
    },
    savePeople: async (list) => {
      if (list.length === 0) return;
      try {
        await people.bulkWrite(
          list.map((person) => ({ replaceOne: { filter: { _id: person.id }, replacement: kept(person), upsert: true } })),
          joining(session),
        );
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw new Refusal('person-id-taken', '这个登录账号、企业微信账号或钉钉账号已登记在别人名下。', {
          kind: 'conflict',
          remedy: '请刷新人员列表核对。',
        });
      }
      await rise();
    },
    setPosts: async (personId, list) => {
      await posts.deleteMany({ personId }, joining(session));
      if (list.length > 0) await posts.insertMany([...list], joining(session));
      await rise();
    },
    remove: async (personIds, unitIds) => {
      if (personIds.length + unitIds.length === 0) return;
      await people.deleteMany({ _id: { $in: [...personIds] } }, joining(session));
      await units.deleteMany({ _id: { $in: [...unitIds] } }, joining(session));
      await rise();
    },
    hold: async () => {
      await versions.updateOne({ _id: 'people' }, { $inc: { holds: 1 }, $setOnInsert: { value: 0 } }, { ...joining(session), upsert: true });
    },
    version: async () => (await versions.collection.findOne<{ value: number }>(asFilter({ _id: 'people' }), joining(session)))?.value ?? 0,
  };
}
