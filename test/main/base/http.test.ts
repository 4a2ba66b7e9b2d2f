import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bearerOf, parseCookies } from '../../../main/base/http.ts';

function bearer(authorization: string): string | null {
  const request = new IncomingMessage(new Socket());
  request.headers.authorization = authorization;
  return bearerOf(request);
}

describe('cookies', () => {
  it('are read by name; the first of a name wins and broken ones are passed over', () => {
    const cookies = parseCookies('a=1; b = x=y ;broken; =nameless; a=2; c=');
    expect(Object.fromEntries(cookies)).toEqual({ a: '1', b: 'x=y', c: '' });
    expect(parseCookies(undefined).size).toBe(0);
  });
});

describe('a bearer secret', () => {
  it('is read whatever the case of the word, and nothing else is taken for one', () => {
    expect(bearer('Bearer abc')).toBe('abc');
    expect(bearer('bearer  abc ')).toBe('abc');
    for (const other of ['abc', 'Basic abc', 'Bearer', 'Bearer ', 'Bearer a b', 'XBearer abc'])
      expect(bearer(other), other).toBeNull();
  });
});
