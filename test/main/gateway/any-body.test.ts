import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GenerateRequest } from '../../../contract/generate.ts';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { errorCodes } from '../../../contract/errors.ts';
import { surfaceDescriptions } from '../../../main/gateway/openapi/describe-api.ts';
import type { CallPiece } from '../../../main/gateway/surface.ts';
import { WrittenCalls } from '../../../main/gateway/tools/written-calls.ts';
import { anyBody } from '../../support/gateway/any-body.ts';
import { anEnd } from '../../support/gateway/golden.ts';
import { serveGateway, type GatewayServer } from '../../support/gateway/gateway-server.ts';
import { MemoryFleet } from '../../support/gateway/memory-fleet.ts';
import { longMs, seededRuns } from '../../support/gateway/seeded-runs.ts';
import { answeringPaths } from '../../support/gateway/surfaces.ts';

/** A request over a socket takes as long as ten that are only read. */
const overHttp = 0.1;
const draw = (): number => 0.5;
const scores = { text: 'text', logprob: -1, top: [{ text: 'text', logprob: -1 }] };

/** A whole call, and one that is cut off. */
const pieces: readonly CallPiece[] = [
  { type: 'call', index: 0, id: 'call_0', name: 'weather' },
  { type: 'arguments', index: 0, text: '{"city": ' },
  { type: 'arguments', index: 0, text: '"Porto"}' },
  { type: 'called', index: 0 },
  { type: 'call', index: 1, id: 'call_1', name: 'weather' },
  { type: 'arguments', index: 1, text: '{"ci' },
];

describe.each(answeringPaths)('$path, with any body', ({ translate, good, fields, writeError, errorShape }) => {
  const bodies = anyBody(good, fields);

  it('understands the good one', () => {
    expect(translate(good, 0, draw).answer.model).toBe('demo');
  });

  it(
    'understands it as something that an engine takes, or refuses it with a problem',
    () => {
      let understood = 0;
      fc.assert(
        fc.property(bodies, (body) => {
          try {
            const { answer, choices = 1, write } = translate(body, 0, draw);
            const { model, ...request } = answer;
            GenerateRequest.parse({ requestId: 'x', epoch: 0, soFar: [], ...request });
            const { stream, whole } = write(model);
            const calls = new WrittenCalls();
            for (const piece of pieces) calls.take(piece);
            const written = () => ({ text: 'text', end: anEnd(), scores: [scores], calls: calls.all });
            whole('text', anEnd(), Array.from({ length: choices }, written));
            if (stream) {
              const called = pieces.map((piece) => stream.call(piece, choices - 1));
              const text = stream.text('text', choices - 1, scores);
              [stream.begin(), text, ...called, stream.end(anEnd(), 0)].join('');
            }
            understood += 1;
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
            errorShape.parse(writeError(error.problem));
          }
        }),
        seededRuns(300),
      );
      expect(understood).toBeGreaterThan(10);
    },
    longMs,
  );

  it('has each error in its own shape', () => {
    const errors = errorCodes.map((code) => writeError(problem(code, 'What happened.', { param: 'a.0.b' })));
    expect(errors.filter((error) => !errorShape.safeParse(error).success)).toEqual([]);
  });
});

/** Every route that is sent something. */
const posts = surfaceDescriptions.flatMap(({ error, operations }) =>
  operations.flatMap(({ path, request }) => {
    if (!request) return [];
    const known = answeringPaths.find((one) => one.path === path);
    const fields = known?.fields ?? [
      'input',
      'dimensions',
      'encoding_format',
      'name',
      'query',
      'documents',
      'top_n',
      ...Object.keys(request.refused ?? {}),
    ];
    return [{ path, good: known?.good ?? request.example, fields, error: known?.errorShape ?? error }];
  }),
);

describe('a running gateway', () => {
  let server: GatewayServer;
  beforeAll(async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', { slots: 4 });
    fleet.model('nomic-embed-text-v1.5', { kind: 'embedding' }).replica('b', { model: 'nomic-embed-text-v1.5' });
    fleet.model('bge-reranker-v2-m3', { kind: 'reranker' }).replica('c', { model: 'bge-reranker-v2-m3' });
    server = await serveGateway(fleet);
  });
  afterAll(() => server.close());

  it.each(posts)(
    'never answers 500 to any body for $path, and no refusal has another shape',
    async ({ path, good, fields, error }) => {
      const counts = { answered: 0, refused: 0 };
      const post = async (body: string | Uint8Array<ArrayBuffer>): Promise<void> => {
        const response = await server.call(path, { method: 'POST', body });
        const answer = await response.text();
        expect(response.status, `${Buffer.from(body).toString()} → ${answer}`).not.toBe(500);
        if (response.status === 200) counts.answered += 1;
        else counts.refused += 1;
        const refusal: unknown = response.status === 200 ? null : JSON.parse(answer);
        expect(error.nullable().parse(refusal)).toEqual(refusal);
      };
      const bodies = anyBody(good, fields).map((body) => JSON.stringify(body) ?? '');
      const raw = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
      );
      await fc.assert(
        fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: bodies }, { weight: 1, arbitrary: raw }), post),
        seededRuns(40, overHttp),
      );
      await post('{"model": ');
      expect(counts.answered).toBeGreaterThan(0);
      expect(counts.refused).toBeGreaterThan(10);
    },
    longMs,
  );

  it(
    'answers any path and method, in the shape of a surface',
    async () => {
      const shapes = surfaceDescriptions.map(({ error }) => error.strict());
      const segment = fc.oneof(
        fc.constantFrom(...'models chat messages tags show demo openapi.json'.split(' ')),
        fc.string(),
      );
      const paths = fc
        .tuple(fc.constantFrom('/v1', '/api'), fc.array(segment, { maxLength: 3 }))
        .map(([root, segments]) => [root, ...segments.map(encodeURIComponent)].join('/'));
      const methods = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'QUERY');
      await fc.assert(
        fc.asyncProperty(paths, methods, async (path, method) => {
          const response = await server.call(path, { method });
          const answer = await response.text();
          expect(response.status, `${method} ${path} → ${answer}`).not.toBe(500);
          if (response.status === 200 || method === 'HEAD') return;
          const body: unknown = JSON.parse(answer);
          expect(
            shapes.some((shape) => shape.safeParse(body).success),
            answer,
          ).toBe(true);
        }),
        seededRuns(100, overHttp),
      );
    },
    longMs,
  );
});
