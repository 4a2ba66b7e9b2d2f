import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenerateRequest } from '../../../contract/generate.ts';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { errorCodes } from '../../../contract/errors.ts';
import { anyBody } from '../../support/any-body.ts';
import { anEnd } from '../../support/golden.ts';
import { serveGateway } from '../../support/gateway-server.ts';
import { MemoryFleet } from '../../support/memory-fleet.ts';
import { answeringPaths } from '../../support/surfaces.ts';

/** The same bodies on every run, so that what failed once fails again. */
const seeded = (numRuns: number) => ({ seed: 20_260_102, numRuns });

const draw = (): number => 0.5;
const scores = { text: 'text', logprob: -1, top: [{ text: 'text', logprob: -1 }] };

describe.each(answeringPaths)('$path, with any body', ({ path, translate, good, fields, writeError, errorShape }) => {
  const bodies = anyBody(good, fields);

  it('understands the good one', () => {
    expect(translate(good, 0, draw).answer.model).toBe('demo');
  });

  it('understands it as something that an engine takes, or refuses it with a problem', () => {
    let understood = 0;
    fc.assert(
      fc.property(bodies, (body) => {
        try {
          const { answer, choices = 1, write } = translate(body, 0, draw);
          const { model, ...request } = answer;
          GenerateRequest.parse({ requestId: 'x', epoch: 0, soFar: [], ...request });
          const { stream, whole } = write(model);
          const written = () => ({ text: 'text', end: anEnd(), scores: [scores] });
          whole('text', anEnd(), Array.from({ length: choices }, written));
          if (stream) [stream.begin(), stream.text('text', choices - 1, scores), stream.end(anEnd(), 0)].join('');
          understood += 1;
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          errorShape.parse(writeError(error.problem));
        }
      }),
      seeded(300),
    );
    expect(understood).toBeGreaterThan(10);
  });

  it('has each error in its own shape', () => {
    const errors = errorCodes.map((code) => writeError(problem(code, 'What happened.', { param: 'a.0.b' })));
    expect(errors.filter((error) => !errorShape.safeParse(error).success)).toEqual([]);
  });

  it('never answers 500 over HTTP, and no body of a refusal is of another shape', async () => {
    const server = await serveGateway(new MemoryFleet().model('demo').replica('a', { slots: 4 }));
    const post = async (body: string): Promise<void> => {
      const response = await server.call(path, { method: 'POST', body });
      const answer = await response.text();
      expect(response.status, body).not.toBe(500);
      if (response.status !== 200) errorShape.parse(JSON.parse(answer));
    };
    try {
      await fc.assert(
        fc.asyncProperty(bodies, (body) => post(JSON.stringify(body) ?? '')),
        seeded(40),
      );
      await post('{"model": ');
    } finally {
      await server.close();
    }
  });
});
