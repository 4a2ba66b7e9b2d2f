import { describe, expect, it } from 'vitest';
import { unlessAborted } from '../../common/unless-aborted.ts';

const never = new Promise<never>(() => undefined);

describe('waiting unless aborted', () => {
  it('gives what was waited for, or throws as it does', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('ends with the reason of the abort, before or while it waits', async () => {
    const abort = new AbortController();
    const waiting = unlessAborted(never, abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(unlessAborted(never, abort.signal)).rejects.toThrow('enough');
  });
});
