import { describe, expect, it } from 'vitest';
import { WindowMemory } from '../../../../main/electron/window/window-memory.ts';

describe('the memory of the window', () => {
  it('is what was stored, at this start or before', () => {
    const stored = new Map<string, unknown>([['told', true]]);
    const store = {
      get: (key: string) => stored.get(key),
      set: (key: string, value: unknown) => stored.set(key, value),
    };
    const memory = new WindowMemory(store);
    expect(memory.read('told')).toBe(true);
    memory.write('language', 'pt-PT');
    expect(new WindowMemory(store).read('language')).toBe('pt-PT');
  });

  it('lasts until the app ends where the disk takes nothing', () => {
    const full = (): never => {
      throw new Error('ENOSPC: no space left on device');
    };
    const memory = new WindowMemory({ get: () => 'en', set: full });
    memory.write('language', 'pt-PT');
    expect(memory.read('language')).toBe('pt-PT');
  });
});
