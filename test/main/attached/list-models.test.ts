import { describe, expect, it } from 'vitest';
import { learnModels, nothingListed, readList } from '../../../main/attached/list-models.ts';
import type { Upstream } from '../../../main/attached/upstream.ts';

describe('what an external server says that it is', () => {
  it.each(['constructor', '__proto__', 'toString', 'somebody'])('is no kind of ours by the name %s', async (owner) => {
    const list = { data: [{ id: 'big', owned_by: owner }] };
    const upstream = {
      json: ({ path }: { path: string }) =>
        path === '/models' ? Promise.resolve(list) : Promise.reject(new Error('there is nothing here')),
    } as unknown as Upstream;
    const { signal } = new AbortController();
    const listed = await readList(upstream, signal);
    const { kind, models } = await learnModels(upstream, 'http://box:8000', listed, nothingListed, signal);
    expect(kind).toBe('other');
    expect(models.map(({ at }) => at)).toEqual(['big']);
  });

  it('holds where it says nothing now', async () => {
    const { signal } = new AbortController();
    const upstream = { json: () => Promise.reject(new Error('it is busy')) } as unknown as Upstream;
    const before = { kind: 'ollama', models: [{ at: 'vectors', kind: 'embedding', contextLength: 512 }] } as const;
    const listed = [{ id: 'vectors', owned_by: 'library' }];
    expect(await learnModels(upstream, 'http://box:11434', listed, before, signal)).toEqual(before);
  });
});
