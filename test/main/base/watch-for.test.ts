import { describe, expect, it } from 'vitest';
import { Listeners } from '../../../main/base/listeners.ts';
import { watchFor } from '../../../main/base/watch-for.ts';

function watched() {
  const changed = new Listeners();
  let listening = 0;
  const onChange = (listener: () => void): (() => void) => {
    const stop = changed.add(listener);
    listening += 1;
    return () => {
      stop();
      listening -= 1;
    };
  };
  return { changed, onChange, listening: () => listening };
}

describe('watching for something', () => {
  it('finds what is there already', async () => {
    const { onChange, listening } = watched();
    expect(await watchFor(() => 'there', onChange, new AbortController().signal)).toBe('there');
    expect(listening()).toBe(0);
  });

  it('looks again at each change, and stops listening when it has found it', async () => {
    const { changed, onChange, listening } = watched();
    let count = 0;
    const found = watchFor(() => count === 2 && 'two', onChange, new AbortController().signal);
    for (count of [1, 2, 3]) changed.call();
    expect(await found).toBe('two');
    expect(listening()).toBe(0);
  });

  it('finds nothing after an abort, whenever that comes', async () => {
    const { onChange, listening } = watched();
    const abort = new AbortController();
    const found = watchFor(() => null, onChange, abort.signal);
    abort.abort();
    expect(await found).toBeNull();
    expect(await watchFor(() => 'there', onChange, abort.signal)).toBeNull();
    expect(listening()).toBe(0);
  });
});
