import { describe, expect, it } from 'vitest';
import { readBaseUrl, warningsOf } from '../../../main/attached/base-url.ts';
import { refusalOf } from '../../support/refusal-of.ts';

describe('the address of a server', () => {
  it.each([
    ['192.168.10.50:8000', 'http://192.168.10.50:8000/v1'],
    ['http://box:11434/', 'http://box:11434/v1'],
    [' https://box/v1/chat/completions ', 'https://box/v1'],
    ['https://box/proxy/openai/v1/', 'https://box/proxy/openai/v1'],
  ])('%s means %s', (typed, meant) => expect(readBaseUrl(typed)).toBe(meant));

  it.each(['', 'ftp://box/v1', 'http://user:word@box/v1', 'http://box/v1?key=1', 'file:///etc/passwd', 'http://'])(
    '“%s” is refused',
    (typed) => expect(refusalOf(() => readBaseUrl(typed)).code).toBe('attached_address_invalid'),
  );

  it('in the internet is warned of, and a way that is not encrypted, too', async () => {
    expect(await warningsOf('https://192.168.10.50/v1')).toEqual([]);
    expect(await warningsOf('http://127.0.0.1:8000/v1')).toEqual([]);
    expect(await warningsOf('http://192.168.10.50/v1')).toHaveLength(1);
    expect(await warningsOf('http://8.8.8.8/v1')).toHaveLength(2);
    expect(await warningsOf('https://[2606:4700::1111]/v1')).toHaveLength(1);
  });
});
