import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { CoordinatorRoute } from '../../../node-agent/link/coordinator-route.ts';
import type { HeardCoordinator } from '../../../node-agent/link/coordinator-hints.ts';
import type { Enrolment } from '../../../node-agent/link/enrolment.ts';
import { openIdentity } from '../../../node-agent/link/identity.ts';
import { openOfficeEnd } from '../../support/office-end.ts';
import { fakeHints } from '../../support/fake-hints.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;

/** An address where nobody answers any more. */
async function deadAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

async function aRoute(addresses: readonly string[], heard: HeardCoordinator[] = []) {
  const office = await openOfficeEnd();
  const identity = await openIdentity(tempDir());
  office.admit(identity);
  const kept: Enrolment[] = [];
  const [own = ''] = office.enrolment.addresses;
  const enrolment = { ...office.enrolment, addresses: addresses.map((one) => (one === 'own' ? own : one)) };
  const { hints, tell } = fakeHints(heard);
  const route = new CoordinatorRoute({ enrolment, identity, hints, keep: (next) => void kept.push(next) });
  return { route, office, own, kept, tell };
}

it('tries each address in turn, and begins with the one that worked', async () => {
  const dead = await deadAddress();
  const { route, own, kept } = await aRoute([dead, 'own']);
  (await route.dial(never)).destroy();
  expect(kept.at(-1)?.addresses).toEqual([own, dead]);
  (await route.dial(never)).destroy();
  expect(kept).toHaveLength(1);
  (await route.dialBulk(never).catch(() => null))?.destroy();
});

it('says what the last address said, where none works', async () => {
  const { route } = await aRoute([await deadAddress(), 'nonsense']);
  await expect(route.dial(never)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const stopped = AbortSignal.abort(new Error('enough'));
  await expect(route.dial(stopped)).rejects.toThrow('enough');
});

it('dials no one who is heard with another pin, and is woken only by the right one', async () => {
  const heard: HeardCoordinator[] = [];
  const { route, office, own, kept, tell } = await aRoute([await deadAddress()], heard);
  let woken = 0;
  route.onHeard(() => (woken += 1));
  heard.push({ address: own, pin: 'cd'.repeat(32), name: 'Other' });
  tell();
  expect(woken).toBe(0);
  await expect(route.dial(never)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  heard.push({ address: own, pin: office.identity.pin, name: 'Linden' });
  tell();
  tell();
  expect(woken).toBe(1);
  (await route.dial(never)).destroy();
  expect(kept.at(-1)?.addresses[0]).toBe(own);
});
