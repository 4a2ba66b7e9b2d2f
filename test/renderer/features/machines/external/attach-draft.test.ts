import { describe, expect, it } from 'vitest';
import type { AttachTest } from '../../../../../contract/attached.ts';
import {
  attachOf,
  emptyAttach,
  suggestedName,
  targetOf,
} from '../../../../../renderer/features/machines/external/attach-draft.ts';

const found: AttachTest = {
  url: 'http://gpu-box.local:8000/v1',
  kind: 'vllm',
  latencyMs: 3,
  models: ['big', 'small'].map((at) => ({ at, kind: 'chat', contextLength: null, alsoOn: null })),
  problem: null,
  warnings: [],
  certificate: null,
};
const draft = { ...emptyAttach, url: ' gpu-box.local:8000 ' };

describe('what is typed about a server', () => {
  it('can be tested as soon as there is an address', () => {
    expect(targetOf(emptyAttach)).toBeNull();
    expect(targetOf(draft)).toEqual({ url: 'gpu-box.local:8000', key: null, certificate: null });
  });

  it('becomes a server with all its models, by its host’s name', () => {
    expect(attachOf(draft, found)).toMatchObject({ name: 'gpu-box', slots: 4, models: null, url: found.url });
    expect(suggestedName('http://192.168.10.5:11434/v1')).toBe('192.168.10.5:11434');
  });

  it('becomes one with those models only that were left in, and none without any', () => {
    expect(attachOf({ ...draft, leftOut: ['big'] }, found)?.models).toEqual([{ at: 'small', name: 'small' }]);
    expect(attachOf({ ...draft, leftOut: ['big', 'small'] }, found)).toBeNull();
    expect(attachOf({ ...draft, slots: '0' }, found)).toBeNull();
  });
});
