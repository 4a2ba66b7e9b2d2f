/** Whatever a model writes: over every surface it is an answer of that surface's shape, whole and streamed. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallSyntax } from '../../../../contract/tools.ts';
import { surfaceDescriptions } from '../../../../main/gateway/openapi/describe-api.ts';
import { piecesOf } from '../../../support/gateway/pieces-of.ts';
import { serveGateway, type GatewayServer } from '../../../support/gateway/gateway-server.ts';
import { MemoryFleet } from '../../../support/gateway/memory-fleet.ts';
import { answeringPaths } from '../../../support/gateway/surfaces.ts';

const tagged: CallSyntax = { opens: '<tool_call>', closes: '</tool_call>', shape: 'tagged', argumentsKey: 'arguments' };
const pieces = [
  '<tool_call>',
  '</tool_call>',
  '{"name": "weather", "arguments": ',
  '{"city": "Porto"}',
  '{"city": ',
  '}',
  ' ',
  '<think>',
  '</think>',
  '{"name": "rm", "arguments": {}}',
  '{bad}',
  '[1]',
  'Well, ',
  '"',
  '\n',
];
const part = fc.constantFrom(...pieces);

let written: readonly string[] = [];
let server: GatewayServer;
beforeAll(async () => {
  const fleet = new MemoryFleet().model('demo', { contextLength: 100_000 }).replica('a', { slots: 4 });
  server = await serveGateway(fleet.usually({ tokens: 12, textOf: (at) => written[at] ?? '', calls: tagged }));
});
afterAll(() => server.close());

const withTools = answeringPaths.filter(({ good }) => 'tools' in good);

describe.each(withTools)('$path, with any answer', ({ path, good }) => {
  const post = async (body: object): Promise<string> => {
    const response = await server.call(path, { method: 'POST', body: JSON.stringify(body) });
    const text = await response.text();
    expect(response.status, text).toBe(200);
    return text;
  };

  it('never fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        written = parts;
        const whole = await post({ ...good, stream: false });
        expect(() => JSON.parse(whole) as unknown).not.toThrow();
        const streamed = await post({ ...good, stream: true });
        expect(streamed).not.toMatch(/"internal"|api_error|server_error/);
      }),
      { seed: 20_260_102, numRuns: 40 },
    );
  });

  it('says what was called, in both, as the description of the API has it', async () => {
    written = ['<tool_call>{"name": "weather", ', '"arguments": {"city"', ': "Porto"}}', '</tool_call>'];
    for (const stream of [false, true]) expect(await post({ ...good, stream })).toMatch(/Porto/);
    const operation = surfaceDescriptions.flatMap(({ operations }) => operations).find((one) => one.path === path);
    const said: unknown = JSON.parse(await post({ ...good, stream: false }));
    expect(operation?.answer.parse(said)).toEqual(said);
    for (const one of piecesOf(await post({ ...good, stream: true })))
      expect(operation?.stream?.piece.parse(one)).toEqual(one);
    // The scores of tokens name each as it was written.
    const unscored = { ...good, logprobs: null, top_logprobs: null };
    expect(await post({ ...unscored, stream: false })).not.toContain('<tool_call>');
  });
});
