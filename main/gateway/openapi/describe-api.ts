/** The LAN API as an OpenAPI document: what each route takes and gives, from the same schemas that requests are read with. Pure. */
import { z } from 'zod';
import { version } from '../../../common/version.ts';
import { errorKinds, type ErrorCode } from '../../../contract/errors.ts';
import { anthropicDescription } from '../anthropic/describe.ts';
import { ollamaDescription } from '../ollama/describe.ts';
import { openAiDescription } from '../openai/describe.ts';
import type { Operation, SurfaceDescription } from './operation.ts';

type Json = Record<string, unknown>;

/** In the order of the gateway's surfaces. */
export const surfaceDescriptions: readonly SurfaceDescription[] = [
  openAiDescription,
  anthropicDescription,
  ollamaDescription,
];

/** What any route may answer instead, one of each status. */
const refusals: readonly ErrorCode[] = [
  'missing_key',
  'model_not_allowed',
  'model_not_found',
  'too_many_requests',
  'internal',
  'shutting_down',
];
/** And those that are sent something. */
const refusalsOfPosts: readonly ErrorCode[] = ['invalid_request', 'body_too_large', 'machine_lost'];

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
};

/** Schemas by their names. */
const named = z.registry<{ id: string }>();
for (const surface of surfaceDescriptions)
  for (const [id, schema] of Object.entries(surface.schemas)) named.add(schema, { id });

/** All but `servers`: those depend on where it is asked for. */
export function describeApi(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'AIvailable',
      version,
      description: 'The models of this office, for programs that speak OpenAI’s, Anthropic’s or Ollama’s API.',
    },
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: surfaceDescriptions.map(({ name }) => ({ name })),
    paths: writePaths(),
    components: { schemas: writeSchemas(), securitySchemes },
  };
}

const placeOf = (id: string): string => `#/components/schemas/${id}`;

const writeSchemas = (): Json =>
  Object.fromEntries(
    Object.entries(z.toJSONSchema(named, { io: 'input', uri: placeOf }).schemas).map(
      ([id, { $schema: _dialect, $id: _place, ...schema }]) => [id, schema],
    ),
  );

/** A route of one surface. Where paths are shared, whoever asks gets the one or the other. */
interface Way {
  readonly operation: Operation;
  readonly surface: SurfaceDescription;
}

function writePaths(): Json {
  const all = surfaceDescriptions.flatMap((surface) =>
    surface.operations.map((operation): Way => ({ operation, surface })),
  );
  const byPath = Map.groupBy(all, ({ operation }) => operation.path.replace(/\/ID$/, '/{id}'));
  return Object.fromEntries(
    [...byPath].map(([path, ways]) => {
      const byMethod = Map.groupBy(ways, ({ operation }) => operation.method.toLowerCase());
      return [path, Object.fromEntries([...byMethod].map(([method, same]) => [method, writeWays(same)]))];
    }),
  );
}

function writeWays(ways: readonly Way[]): Json {
  const [first] = ways;
  if (!first) return {};
  const { method, path, summary, request, stream } = first.operation;
  const codes = [...refusals, ...(method === 'POST' ? refusalsOfPosts : [])];
  const refused = Object.keys(request?.refused ?? {}).map((field) => `\`${field}\``);
  return {
    operationId: `${method}${path}`.replaceAll(/[^A-Za-z]+/g, '_').toLowerCase(),
    tags: ways.map(({ surface }) => surface.name),
    summary: `${summary}.`,
    ...(refused.length > 0 && { description: `Refused by name when they ask for something: ${refused.join(', ')}.` }),
    parameters: [
      ...(path.endsWith('/ID') ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] : []),
      ...ways.flatMap(({ surface: { header } }) =>
        header ? [{ name: header, in: 'header', schema: { type: 'string' } }] : [],
      ),
    ],
    ...(request && { requestBody: { required: true, content: json(refTo(request.schema), request.example) } }),
    responses: {
      200: {
        description: stream ? `The answer. ${stream.words}` : 'The answer.',
        content: {
          ...json(anyOf(ways.map(({ operation }) => operation.answer))),
          ...(stream && { [stream.contentType]: { schema: refTo(stream.piece) } }),
        },
      },
      ...Object.fromEntries(codes.map((code) => [errorKinds[code].status, writeRefusal(code, ways)])),
    },
  };
}

const writeRefusal = (code: ErrorCode, ways: readonly Way[]): Json => ({
  description: `\`${code}\` and the like. ${errorKinds[code].effect}`,
  ...(errorKinds[code].status === 429 && { headers: { 'retry-after': { schema: { type: 'integer' } } } }),
  content: json(anyOf(ways.map(({ surface }) => surface.error))),
});

const json = (schema: Json, example?: object): Json => ({
  'application/json': { schema, ...(example && { example }) },
});

function anyOf(some: readonly z.ZodType[]): Json {
  const [first, ...others] = some.map(refTo);
  return others.length === 0 && first ? first : { anyOf: [first, ...others] };
}

function refTo(schema: z.ZodType): Json {
  const { id } = named.get(schema) ?? {};
  if (id === undefined) throw new Error('a schema of the description has no name');
  return { $ref: placeOf(id) };
}
