import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../../contract/errors.ts';
import { problem } from '../../../../contract/problem.ts';
import { ChunkWriter } from '../../../../main/gateway/openai/write-chunks.ts';
import { writeCompletion } from '../../../../main/gateway/openai/write-completion.ts';
import { writeError } from '../../../../main/gateway/openai/write-error.ts';
import { anEnd } from '../../../support/gateway/golden.ts';

const head = { id: 'chatcmpl-1', created: 5, model: 'de"mo', includeUsage: false };
const read = (event: string): unknown => {
  expect(event.startsWith('data: ') && event.endsWith('\n\n')).toBe(true);
  expect(event.slice(0, -2)).not.toContain('\n');
  return JSON.parse(event.slice(6));
};

describe('a stream’s events', () => {
  it('carry any text unharmed', () => {
    const chunks = new ChunkWriter(head);
    for (const text of [
      'plain',
      'line\nline\r\n',
      '"quoted" \\ back',
      '😀 ü \u0000 \u2028',
      'data: [DONE]\n\n',
      '$& $1',
    ]) {
      expect(read(chunks.text(text))).toEqual({
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        created: 5,
        model: 'de"mo',
        choices: [{ index: 0, delta: { content: text }, logprobs: null, finish_reason: null }],
        system_fingerprint: 'aivailable',
      });
    }
  });

  it('begin with the role and end with the reason', () => {
    const chunks = new ChunkWriter(head);
    expect(read(chunks.role())).toMatchObject({ choices: [{ delta: { role: 'assistant', content: '' } }] });
    expect(read(chunks.finish('length'))).toMatchObject({ choices: [{ delta: {}, finish_reason: 'length' }] });
  });

  it('have a usage field everywhere when usage is asked for, filled in the last only', () => {
    const chunks = new ChunkWriter({ ...head, includeUsage: true });
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    expect(read(chunks.text('a'))).toHaveProperty('usage', null);
    expect(read(chunks.usage(usage))).toMatchObject({ choices: [], usage });
    expect(read(new ChunkWriter(head).text('a'))).not.toHaveProperty('usage');
  });
});

describe('a completion', () => {
  it('has OpenAI’s shape', () => {
    const end = anEnd({ usage: { promptTokens: 3, completionTokens: 4 } });
    expect(writeCompletion('chatcmpl-1', 5, 'demo', [{ text: 'Hi', end, scores: [], calls: [] }], end)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
    });
  });
});

describe('an error', () => {
  it('has a type that client libraries know, and says what to do', () => {
    expect(writeError(problem('invalid_key', 'The key is not known.'))).toEqual({
      error: {
        message: 'The key is not known. Ask the admin for a new key.',
        type: 'authentication_error',
        param: null,
        code: 'invalid_key',
      },
    });
    const typeOf = (code: (typeof errorCodes)[number]) => writeError(problem(code, 'x')).error.type;
    expect(typeOf('model_not_found')).toBe('invalid_request_error');
    expect(typeOf('overloaded')).toBe('rate_limit_error');
    expect(typeOf('foreign_host')).toBe('permission_error');
    expect(typeOf('machine_lost')).toBe('server_error');
  });
});
