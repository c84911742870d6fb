/** OpenAPI 3.1 out of the route table and its zod shapes. */
import { z } from 'zod';
import { ErrorAnswer } from '../../core/contract/fault.js';
import type { Route } from './route.js';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
};

const jsonContent = (schema: z.ZodType, io: 'input' | 'output') => ({ content: { 'application/json': { schema: schemaOf(schema, io) } } });

function parametersOf(route: Route): readonly object[] {
  const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  if (route.query === undefined) return named;
  const query = schemaOf(route.query, 'input') as { properties?: Record<string, object>; required?: string[] };
  const asked = Object.entries(query.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query.required?.includes(name) ?? false,
    schema,
  }));
  return [...named, ...asked];
}

function operationOf(route: Route): object {
  return {
    summary: route.summary,
    parameters: parametersOf(route),
    ...(route.body === undefined ? {} : { requestBody: { required: true, ...jsonContent(route.body, 'input') } }),
    ...(route.reads === 'multipart' ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object' } } } } } : {}),
    ...(route.who === 'person' ? { security: [{ session: [] }] } : {}),
    responses: {
      '200': { description: 'OK', ...(route.answer === undefined ? {} : jsonContent(route.answer, 'output')) },
      default: { description: 'A refusal in words, or a bug with its request id', ...jsonContent(ErrorAnswer, 'output') },
    },
  };
}

export function openapiOf(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Duban 督办', version: '0.1.0' },
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}
