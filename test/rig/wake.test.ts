import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { WakeAddress } from '../../contract/hardware.ts';
import { magicPacket } from '../../main/wake/magic-packet.ts';
import { programMs, until } from '../support/until.ts';
import { Rig } from './rig.ts';
import { RigProgram } from './rig-program.ts';

const Ear = z.object({ hears: z.array(WakeAddress), heard: z.array(z.string()) });

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.make();
});
afterEach(() => rig.close());

it('a wake-up call comes to every card of the sleeping PC’s network, with that PC’s address', async () => {
  const coordinator = await rig.addCoordinator({ vpn: true });
  const [sleeper, other] = [await rig.addPc(1, { vpn: true }), await rig.addPc(2)];
  const ear = new RigProgram(sleeper, 'wake-ear', [], Ear);
  const bystander = new RigProgram(other, 'wake-ear', [], Ear);
  const { hears } = await until('it says where it hears', () => ear.last, programMs);
  await until('the other one listens', () => bystander.last, programMs);
  const link = await sleeper.namespace.ip('-brief', 'link', 'show', 'dev', 'eth0');
  // The office’s card, not the VPN’s.
  expect(hears).toEqual([{ mac: /\b[0-9a-f:]{17}\b/.exec(link)?.[0], broadcast: '10.77.0.255' }]);
  const call = new RigProgram(coordinator, 'wake-call', [JSON.stringify(hears)], z.object({ sent: z.boolean() }));
  await until('it is sent', () => call.last?.sent, programMs);
  const expected = magicPacket(hears[0]?.mac ?? '').toString('hex');
  for (const one of [ear, bystander]) {
    const heard = await until('it is heard', () => (one.last?.heard[0] ? one.last.heard : null), programMs);
    expect(heard).toEqual([expected]);
  }
});
