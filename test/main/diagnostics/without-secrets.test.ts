import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../main/diagnostics/without-secrets.ts';

const clean = (text: string): string =>
  withoutSecrets(text, { secrets: ['correct horse battery'], home: '/home/jana' });

describe('a text that is sent around', () => {
  it.each([
    'the key aiv-3q2-7wAbCdEfGh_1 was shown',
    'join AIV1.9f86d081884c7d65.JBSWY3DPEHPK3PXP',
    'hub hf_AbCdEfGhIjKlMnOp',
    'server sk-proj-AbCdEf123456',
    'authorization: Bearer AbCdEfGhIjKlMnOp',
    'http://127.0.0.1:8420/?open=AbCdEfGhIjKlMnOp',
    'GET /join?token=AbCdEfGhIjKlMnOp HTTP/1.1',
    'https://jana:AbCdEfGhIjKlMnOp@hub.example',
    'set-cookie: aivailable=AbCdEfGhIjKlMnOp; HttpOnly',
    '{"level":30,"sshPassword":"AbCdEfGhIjKlMnOp","msg":"x"}',
    "{ apiKey: 'AbCdEfGhIjKlMnOp' }",
    '-----BEGIN PRIVATE KEY-----\nAbCdEfGhIjKlMnOp\n-----END PRIVATE KEY-----',
    'said correct horse battery aloud',
  ])('holds no secret: %s', (text) => {
    expect(clean(text)).toContain('‹left out›');
    expect(clean(text)).not.toMatch(/AbCd|JBSW|3q2-|correct horse/);
  });

  it.each([
    'qwen2.5-7b-instruct:Q4_K_M is ready on STUDIO-3',
    'Meta-Llama-3.1-8B-Instruct-Q4_K_M-00001-of-00002.gguf',
    '{"level":30,"time":1764437000000,"promptTokens":12,"completionTokens":90,"msg":"request ended"}',
    '192.168.10.12:8420, fe80::1, 62 tokens/s',
    'The key “laptop” may ask 60 times a minute.',
  ])('keeps what is none: %s', (text) => expect(clean(text)).toBe(text));

  it('shows a hash by its beginning, and no user’s folder', () => {
    expect(clean(`sha256 ${'ab12'.repeat(16)}`)).toBe('sha256 ab12ab12‹left out›');
    expect(clean('/home/jana/models/x.gguf')).toBe('~/models/x.gguf');
  });
});
