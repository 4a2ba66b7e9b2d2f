import { describe, expect, it } from 'vitest';
import { canUpdate, machineFacts } from '../../../../renderer/features/machines/detail/machine-facts.ts';
import { machineWords } from '../../../../renderer/features/machines/machine-words.ts';
import { restWords } from '../../../../renderer/features/machines/rest-words.ts';
import { machineOf } from '../../../support/map-fixtures.ts';

const hours = { days: [1, 2, 3, 4, 5], from: '18:00', until: '08:00' };
const notice = { reason: 'Too far apart.', effect: 'Not used.', action: 'Update it.' };
const friday = new Date(2026, 10, 20, 10).getTime();

describe('a machine that takes no models', () => {
  it('says whether a person or its hours paused it', () => {
    expect(restWords(machineOf('A', [], [], { state: 'paused', paused: true, hours }))?.inBar).toBe('Paused');
    const outside = machineOf('A', [], [], { state: 'paused', hours });
    expect(restWords(outside)).toEqual({
      inBar: 'Outside its hours',
      beside: 'Serves Mon to Fri, 18:00 to 08:00 the next day.',
    });
    expect(machineWords(outside, friday).words).toBe('Paused until 18:00');
  });

  it('says that the person at it paused it, whatever an admin did', () => {
    const userPause = { since: friday, until: friday + 90 * 60_000 };
    const paused = machineOf('A', [], [], { state: 'paused', paused: true, userPause });
    expect(restWords(paused)?.inBar).toBe('Paused by its user');
    expect(machineWords(paused, friday).words).toBe('Paused by its user until 11:30');
  });

  it('does not repeat what its notice says', () => {
    expect(restWords(machineOf('A', [], [], { state: 'stopped', notice }))?.beside).toBe('');
    expect(restWords(machineOf('A', [], [], { state: 'stopped' }))?.beside).not.toBe('');
  });

  it('is none while it serves, joins or is lost', () => {
    for (const state of ['ready', 'answering', 'joining', 'lost'] as const) {
      expect(restWords(machineOf('A', [], [], { state }))).toBeNull();
    }
  });
});

describe('what is known of a machine', () => {
  it('stands in one line, with a word when its agent is another version', () => {
    expect(machineFacts(machineOf('A', [], []), '0.1.0')).toBe('192.168.10.21, agent 0.1.0');
    const gone = machineOf('A', [], [], { address: null, agentVersion: '0.0.9' });
    expect(machineFacts(gone, '0.1.0')).toBe('not connected, agent 0.0.9, not this version');
  });

  it('tells whether its agent can be updated from here', () => {
    const old = machineOf('A', [], [], { agentVersion: '0.0.9' });
    expect(canUpdate(old, '0.1.0')).toBe(true);
    expect(canUpdate({ ...old, state: 'lost' }, '0.1.0')).toBe(false);
    expect(canUpdate({ ...old, thisPc: true }, '0.1.0')).toBe(false);
    expect(canUpdate(old, '0.0.9')).toBe(false);
  });
});
