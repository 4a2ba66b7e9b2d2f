import { describe, expect, it } from 'vitest';
import { isInOffice } from '../../../main/coordinator/is-in-office.ts';
import { readHardware } from '../../../node-agent/hardware/read-hardware.ts';

const machines = [{ address: '192.168.10.21', hardware: { ...readHardware(), hostName: 'DESIGN-01.office.example' } }];
const asks = [{ address: '::ffff:192.168.10.24', hostName: 'studio-1' }];

describe('a PC that is heard', () => {
  it.each(['192.168.10.21', 'design-01', 'DESIGN-01.local', '192.168.10.24', 'STUDIO-1'])(
    'is known when a machine or one that asks has %s',
    (said) => expect(isInOffice(said, machines, asks)).toBe(true),
  );

  it.each(['192.168.10.2', 'design-0', 'studio', ''])('is new as %s', (said) =>
    expect(isInOffice(said, machines, asks)).toBe(false),
  );

  it('is new while a machine has said nothing of itself', () =>
    expect(isInOffice('10.0.0.1', [{ address: null, hardware: null }], [])).toBe(false));
});
