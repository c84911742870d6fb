/** A route as data: path, who may ask, the shapes of question and answer, one call. OpenAPI is made from the same table. */
import type { Context } from 'koa';
import type { z } from 'zod';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';

export interface Asked<Body, Query> {
  readonly services: Services;
  readonly body: Body;
  readonly query: Query;
  /** A path's named parts; a missing one is a bug of the table, so it throws. */
  param(name: string): string;
  /** Aborted when whoever asked hangs up before the answer: for long work that nobody then waits for. */
  readonly gone: AbortSignal;
  readonly ctx: Context;
}

interface Shape<Body extends z.ZodType, Query extends z.ZodType> {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  /** One line for the API's reader, in English. */
  readonly summary: string;
  readonly body?: Body;
  readonly query?: Query;
  /** Absent: the handler writes the answer itself (files, pictures). */
  readonly answer?: z.ZodType;
  /** `json` unless the body is a stream that the handler reads: a form, or `raw` bytes of any kind. */
  readonly reads?: 'json' | 'multipart' | 'raw';
}

export interface OpenRoute<Body extends z.ZodType, Query extends z.ZodType> extends Shape<Body, Query> {
  readonly who: 'anyone';
  readonly handle: (asked: Asked<z.infer<Body>, z.infer<Query>>) => Promise<unknown>;
}

export interface PersonRoute<Body extends z.ZodType, Query extends z.ZodType> extends Shape<Body, Query> {
  readonly who: 'person';
  readonly handle: (asked: Asked<z.infer<Body>, z.infer<Query>> & { readonly viewer: Viewer }) => Promise<unknown>;
}

/** Any route of the table, once its own types are forgotten. */
export type Route = OpenRoute<z.ZodType, z.ZodType> | PersonRoute<z.ZodType, z.ZodType>;

/** A route anyone may ask. */
export const open = <Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  spec: Omit<OpenRoute<Body, Query>, 'who'>,
): Route => ({ ...spec, who: 'anyone' }) as unknown as Route;

/** A route for whoever is signed in; what exactly they may do is decided inside the action. */
export const signedIn = <Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  spec: Omit<PersonRoute<Body, Query>, 'who'>,
): Route => ({ ...spec, who: 'person' }) as unknown as Route;
