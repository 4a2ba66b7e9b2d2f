import { describe, expect, it } from 'vitest';
import { emptyLogin, loginOf } from '../../../../../renderer/features/machines/add/login-draft.ts';
import { pcTarget, pcText } from '../../../../../renderer/features/machines/add/pc-target.ts';
import { validity } from '../../../../../renderer/features/machines/add/validity.ts';
import { candidate } from '../../../../support/fake-control/found-parts.ts';

const plotter = candidate('PLOTTER-PC', '192.168.10.27', { os: 'linux' });

describe('the PC that is meant', () => {
  it('is one of the list by its text, name or address', () => {
    for (const typed of [pcText(plotter), 'plotter-pc', ' 192.168.10.27 ']) {
      expect(pcTarget(typed, [plotter])).toEqual({
        address: '192.168.10.27',
        port: 22,
        name: 'PLOTTER-PC',
        os: 'linux',
      });
    }
  });

  it('is what was typed otherwise, with a port where one was given', () => {
    expect(pcTarget('plotter.local', [])).toMatchObject({ address: 'plotter.local', port: 22 });
    expect(pcTarget('10.0.0.3:2222', [])).toMatchObject({ address: '10.0.0.3', port: 2222 });
    expect(pcTarget('fe80::1', [])).toMatchObject({ address: 'fe80::1', port: 22 });
    expect(pcTarget('[fe80::1]:2222', [])).toMatchObject({ address: 'fe80::1', port: 2222 });
  });

  it('is none when it cannot be an address', () => {
    for (const typed of ['', '  ', 'a b', 'http://pc', 'pc:99999', 'pc:0', 'x'.repeat(254)]) {
      expect(pcTarget(typed, []), typed).toBeNull();
    }
  });
});

it('sends only the login that was chosen', () => {
  const filled = { ...emptyLogin, password: 'p', privateKey: 'k' };
  expect(loginOf(emptyLogin)).toBeNull();
  expect(loginOf(filled)).toEqual({ kind: 'password', password: 'p' });
  expect(loginOf({ ...filled, kind: 'key' })).toEqual({ kind: 'key', privateKey: 'k', passphrase: null });
  expect(loginOf({ ...filled, kind: 'agent' })).toEqual({ kind: 'agent' });
});

it('counts down how long a command works', () => {
  expect(validity(581_000, 0)).toBe('9 min 41 s');
  expect(validity(12_400, 0)).toBe('12 s');
  expect(validity(1_000, 1_000)).toBe('');
});
