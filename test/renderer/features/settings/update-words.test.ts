import { afterEach, describe, expect, it } from 'vitest';
import type { UpdateState } from '../../../../contract/desktop.ts';
import { updateWords } from '../../../../renderer/features/settings/update-words.ts';
import { speak } from '../../../../words/words.ts';

const now = Date.UTC(2026, 10, 27, 10, 44);
const minute = 60_000;

afterEach(() => speak('en-GB'));

describe('what is said of a newer version', () => {
  it.each<[UpdateState, string, string | null]>([
    [{ name: 'off', why: 'This copy is updated with git.' }, 'This copy is updated with git.', null],
    [{ name: 'idle', lookedAt: null }, 'Not looked yet', 'Look now'],
    [{ name: 'idle', lookedAt: now - 30 * minute }, 'Up to date, looked 30 min ago', 'Look again'],
    [{ name: 'idle', lookedAt: now - 220 * minute }, 'Up to date, looked 3 h ago', 'Look again'],
    [{ name: 'idle', lookedAt: now - 3 * 1440 * minute }, 'Up to date, looked 3 days ago', 'Look again'],
    [{ name: 'loading', version: '0.2.0', share: 0.404 }, '0.2.0 is being loaded, 40 %', null],
    [{ name: 'waiting', version: '0.2.0', answers: 1 }, 'Updates when an answer is finished', null],
    [{ name: 'waiting', version: '0.2.0', answers: 3 }, 'Updates when 3 answers are finished', null],
    [{ name: 'failed', why: 'no network' }, 'Could not be looked for: no network', 'Look again'],
  ])('%j: %s', (state, says, action) => {
    const words = updateWords(state, now);
    expect(words.says).toBe(says);
    expect(words.action?.text ?? null).toBe(action);
  });

  it('is put in place by a button alone, when it is here', () => {
    expect(updateWords({ name: 'ready', version: '0.2.0' }, now).action).toEqual({
      text: 'Update and restart',
      do: 'apply-update',
    });
  });

  it('is said in Portuguese, with its forms by number', async () => {
    await speak('pt-PT');
    const says = (answers: number) => updateWords({ name: 'waiting', version: '0.2.0', answers }, now).says;
    expect(says(1)).toBe('Atualiza quando uma resposta terminar');
    expect(says(3)).toBe('Atualiza quando 3 respostas terminarem');
    expect(updateWords({ name: 'idle', lookedAt: now - 3 * 1440 * minute }, now).says).toBe(
      'Atualizada, procurou-se há 3 dias',
    );
  });
});
