import { describe, expect, it } from 'vitest';
import { learnModels, readList } from '../../../main/attached/list-models.ts';
import type { Upstream } from '../../../main/attached/upstream.ts';

describe('what an external server says that it is', () => {
  it.each(['constructor', '__proto__', 'toString', 'somebody'])('is no kind of ours by the name %s', async (owner) => {
    const list = { data: [{ id: 'big', owned_by: owner }] };
    const upstream = {
      json: ({ path }: { path: string }) =>
        path === '/models' ? Promise.resolve(list) : Promise.reject(new Error('there is nothing here')),
    } as unknown as Upstream;
    const { signal } = new AbortController();
    const { kind, models } = await learnModels(upstream, 'http://box:8000', await readList(upstream, signal), signal);
    expect(kind).toBe('other');
    expect(models.map(({ at }) => at)).toEqual(['big']);
  });
});
