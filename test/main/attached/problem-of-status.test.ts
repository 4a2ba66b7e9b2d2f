import { describe, expect, it } from 'vitest';
import { problemOfStatus } from '../../../main/attached/problem-of-status.ts';

const told = (status: number, body: unknown = null, headers = {}) => problemOfStatus('BOX', { status, body, headers });

describe('the status of an external server’s answer', () => {
  it.each([
    [302, 'attached_failed'],
    [400, 'attached_refused'],
    [401, 'attached_key_refused'],
    [403, 'attached_key_refused'],
    [404, 'replica_not_found'],
    [413, 'context_length_exceeded'],
    [422, 'attached_refused'],
    [429, 'no_free_slot'],
    [500, 'attached_failed'],
    [503, 'no_free_slot'],
  ])('%i means %s', (status, code) => expect(told(status).code).toBe(code));

  it('says that a prompt is too long in the words of vLLM, llama-server and LM Studio', () => {
    for (const message of [
      'This model’s maximum context length is 2048 tokens.',
      'the request exceeds the available context size, try increasing it',
      'The prompt is longer than the context window',
    ]) {
      expect(told(400, { error: { message } }).code).toBe('context_length_exceeded');
    }
    expect(told(400, { error: { message: 'x', code: 'context_length_exceeded' } }).code).toBe(
      'context_length_exceeded',
    );
  });

  it('keeps the server’s own words short and on one line', () => {
    const { message } = told(400, { error: { message: `bad\r\nset-cookie: a\u202e${'x'.repeat(10_000)}` } });
    expect(message).toMatch(
      /^BOX refused the request \(with 400: bad set-cookie: ax+\)\.$|^BOX refused the request \(400: bad set-cookie: ax+\)\.$/,
    );
    expect(message.length).toBeLessThan(400);
  });

  it('waits as long as the server asks for, but no longer than a minute, and by no date', () => {
    expect(told(503, null, { 'retry-after': '7' }).retryAfter).toBe(7);
    expect(told(503, null, { 'retry-after': '86400' }).retryAfter).toBe(60);
    expect(told(503, null, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }).retryAfter).toBeUndefined();
  });
});
