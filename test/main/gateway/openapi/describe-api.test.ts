import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { anthropicSurface } from '../../../../main/gateway/anthropic/surface.ts';
import { ollamaSurface } from '../../../../main/gateway/ollama/surface.ts';
import { openAiSurface } from '../../../../main/gateway/openai/surface.ts';
import { describeApi, surfaceDescriptions } from '../../../../main/gateway/openapi/describe-api.ts';
import type { Surface } from '../../../../main/gateway/surface.ts';
import { ProblemError } from '../../../../contract/problem.ts';
import { anyBody } from '../../../support/gateway/any-body.ts';
import { serveGateway, type GatewayServer } from '../../../support/gateway/gateway-server.ts';
import { piecesOf } from '../../../support/gateway/pieces-of.ts';
import { MemoryFleet } from '../../../support/gateway/memory-fleet.ts';
import { longMs, seededRuns } from '../../../support/gateway/seeded-runs.ts';
import { answeringPaths } from '../../../support/gateway/surfaces.ts';

const nothing = undefined as never;
const surfaces: readonly Surface[] = [
  openAiSurface(nothing, nothing, nothing),
  anthropicSurface(nothing, nothing),
  ollamaSurface(nothing, nothing, nothing),
];

const described = describeApi();
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'api', ...described });

/** Whether a body of a request is one that the description allows. */
function allows(path: string): (body: unknown) => boolean {
  const place = `/paths/${path.replaceAll('/', '~1')}/post/requestBody/content/application~1json/schema`;
  const check = ajv.getSchema(`api#${place}`);
  return (body) => check?.(body) === true;
}

const operations = surfaceDescriptions.flatMap((surface) =>
  surface.operations.map((operation) => ({ ...operation, surface, name: `${operation.method} ${operation.path}` })),
);

describe('the description of the API', () => {
  it('is valid OpenAPI', async () => {
    const document = { ...structuredClone(described), servers: [{ url: 'http://192.168.10.12:8420' }] };
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  it('has every route of every surface, and no other', () => {
    const routesOf = (routes: readonly { readonly method: string; readonly path: string }[]): string[] =>
      routes.map(({ method, path }) => `${method} ${path}`).toSorted();
    expect(surfaceDescriptions.map((surface) => routesOf(surface.operations))).toEqual(
      surfaces.map(({ routes }) => routesOf(routes)),
    );
    const written = Object.entries(described['paths'] as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('{id}', 'ID')}`),
    );
    expect(written.toSorted()).toEqual([...new Set(operations.map(({ name }) => name))].toSorted());
  });

  it.each(answeringPaths)(
    'allows any body that $path understands',
    ({ path, translate, good, fields }) => {
      const isAllowed = allows(path);
      expect(isAllowed(good)).toBe(true);
      let refused = 0;
      fc.assert(
        fc.property(anyBody(good, fields), (body) => {
          if (isAllowed(body)) return;
          refused += 1;
          expect(() => translate(body, 0, () => 0.5)).toThrow(ProblemError);
        }),
        seededRuns(300),
      );
      expect(refused).toBeGreaterThan(10);
    },
    longMs,
  );
});

describe('the office, asked as its description says', () => {
  let server: GatewayServer;
  const thoughts = ['<think>', 'Hm.', '</think>'];

  beforeAll(async () => {
    const fleet = new MemoryFleet()
      .model('demo')
      .model('nomic-embed-text-v1.5', { kind: 'embedding' })
      .model('bge-reranker-v2-m3', { kind: 'reranker' })
      .replica('a', { slots: 4 })
      .replica('c', { model: 'bge-reranker-v2-m3' })
      .replica('b', { slots: 4, model: 'nomic-embed-text-v1.5' })
      .usually({ tokens: 6, textOf: (position) => thoughts[position] ?? `w${position} ` });
    server = await serveGateway(fleet);
  });
  afterAll(() => server.close());

  /** Nothing is in it that the schema does not name. */
  const isWhole = (schema: ZodType, value: unknown): void => expect(schema.parse(value)).toEqual(value);

  it.each(operations)(
    'answers $name with the shape that is said',
    async ({ method, path, request, answer, ...more }) => {
      const headers = more.surface.header === undefined ? {} : { [more.surface.header]: '2023-06-01' };
      const ask = (body?: object) =>
        server.call(path.replace('ID', 'demo'), { method, headers, ...(body && { body: JSON.stringify(body) }) });
      const whole = await ask(request && { ...request.example, ...(more.stream && { stream: false }) });
      expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
      isWhole(answer, await whole.json());
      if (!more.stream || !request) return;
      const { contentType, piece } = more.stream;
      const streamed = await ask({ ...request.example, stream: true });
      expect(streamed.headers.get('content-type')?.split(';')[0]).toBe(contentType);
      const pieces = piecesOf(await streamed.text());
      expect(pieces.length).toBeGreaterThan(4);
      for (const one of pieces) isWhole(piece, one);
    },
  );

  it.each(operations)('refuses $name with the shape that is said', async ({ method, path, request, surface }) => {
    const headers = surface.header === undefined ? {} : { [surface.header]: '2023-06-01' };
    const body = request && { body: '{"model":' };
    const answers = [
      await server.call(path, { method, headers: { ...headers, authorization: 'Bearer aiv-wrong' }, ...body }),
      ...(request ? [await server.call(path, { method, headers, ...body })] : []),
    ];
    const { responses } = (described['paths'] as Record<string, Record<string, { responses: object }>>)[
      path.replace('ID', '{id}')
    ]?.[method.toLowerCase()] ?? { responses: {} };
    for (const refusal of answers) {
      expect(refusal.status).toBeGreaterThanOrEqual(400);
      expect(Object.keys(responses)).toContain(String(refusal.status));
      isWhole(surface.error, await refusal.json());
    }
  });

  it('hands it out without a key, with the address that was asked', async () => {
    const answer = await fetch(`${server.url}/openapi.json`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ...structuredClone(described), servers: [{ url: server.url }] });
    const posted = await fetch(`${server.url}/openapi.json`, { method: 'POST', body: '{}' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
  });
});
