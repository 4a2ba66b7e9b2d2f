import { expect, it } from 'vitest';
import { attachedRoom, attachUpstream } from '../../support/attached-office.ts';
import { until } from '../../support/until.ts';
import { ollamaLike } from '../../support/upstream/ollama-like.ts';
import { vllmLike } from '../../support/upstream/vllm-like.ts';

it('a list that only dates its models anew is no change', async () => {
  const upstream = vllmLike();
  const { attached } = attachedRoom({ pollMs: 20 });
  const { server } = await attachUpstream(attached, upstream);
  let changes = 0;
  attached.onChange(() => (changes += 1));
  const { lists } = upstream;
  await until('its list came many times', () => upstream.lists >= lists + 10);
  expect(changes).toBe(0);
  upstream.models = upstream.models.slice(0, 1);
  await until('the shorter list is known', () => server().listed.models.length === 1);
  expect(changes).toBe(1);
});

it('a context that changes behind the same list is learned after a while', async () => {
  const upstream = ollamaLike();
  const { attached } = attachedRoom({ pollMs: 20 });
  const { server } = await attachUpstream(attached, upstream);
  let changes = 0;
  attached.onChange(() => (changes += 1));
  upstream.models = upstream.models.map((model) => ({ ...model, context: 4096 }));
  await until('the other context is known', () => server().listed.models[0]?.contextLength === 4096);
  expect(changes).toBe(1);
});
