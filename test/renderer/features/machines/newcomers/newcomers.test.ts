import { describe, expect, it } from 'vitest';
import {
  askFacts,
  candidateFacts,
  candidatePromise,
  cardsInWords,
} from '../../../../../renderer/features/machines/newcomers/newcomer-words.ts';
import { newcomers } from '../../../../../renderer/features/machines/newcomers/newcomers.ts';
import { newInstall } from '../../../../support/fake-control/fake-install.ts';
import { ask, candidate } from '../../../../support/fake-control/found-parts.ts';
import { machineOf, officeOf } from '../../../../support/map-fixtures.ts';

describe('those that may come in', () => {
  it('are shown once each: who asks or is being installed is no candidate any more', () => {
    const office = officeOf([], {
      asks: [ask('STUDIO-1', '10.0.0.1', null)],
      candidates: [
        candidate('PC-10', '10.0.0.10'),
        candidate('PC-9', '10.0.0.9'),
        candidate('STUDIO-1', '10.0.0.1'),
        candidate('PLOTTER', '10.0.0.3'),
        candidate('ARCHIVE', '10.0.0.4'),
      ],
      installs: [newInstall('i', '10.0.0.3', 'jana', 1), newInstall('j', 'archive', 'jana', 2)],
    });
    const { asks, candidates, installs, waiting } = newcomers(office);
    expect(asks.map(({ hostName }) => hostName)).toEqual(['STUDIO-1']);
    expect(candidates.map(({ name }) => name)).toEqual(['PC-9', 'PC-10']);
    expect(installs.map(({ id }) => id)).toEqual(['i', 'j']);
    expect(waiting).toBe(3);
  });

  it('are no machines: what was installed stands among those', () => {
    const done = { ...newInstall('i', '10.0.0.3', 'jana', 1), state: 'done' as const, machineId: 'pc1' };
    expect(newcomers(officeOf([], { installs: [done] })).installs).toHaveLength(1);
    expect(newcomers(officeOf([machineOf('pc1', [], [])], { installs: [done] })).installs).toEqual([]);
  });

  it('stand in the order in which they asked', () => {
    const office = officeOf([], { asks: [ask('B', '1', null, { since: 2 }), ask('A', '2', null, { since: 1 })] });
    expect(newcomers(office).asks.map(({ hostName }) => hostName)).toEqual(['A', 'B']);
  });
});

it('says what is known of a PC, and no more', () => {
  expect(askFacts(ask('S', '10.0.0.1', null))).toBe('GTX 1650 4 GB, Windows.');
  expect(cardsInWords(ask('S', '10.0.0.1', null, { cards: [] }))).toBe('No graphics card');
  expect(cardsInWords(ask('S', '1', null, { cards: ['GTX 1080 Ti, 11 GB', 'P2000, 5 GB'] }))).toBe(
    'GTX 1080 Ti 11 GB, P2000 5 GB',
  );
  expect(candidateFacts(candidate('PLOTTER', '10.0.0.3', { os: 'linux' }))).toBe('10.0.0.3, Linux.');
  expect(candidateFacts(candidate('10.0.0.3', '10.0.0.3'))).toBe('');
  expect(candidatePromise(candidate('P', '1', { ssh: false }))).toContain('a command over there');
});
