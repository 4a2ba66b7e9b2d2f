import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { FairSockets } from '../../../main/link/fair-sockets.ts';

/** As much of a socket as is looked at. */
function aSocket(remoteAddress: string | undefined, remotePort: number) {
  const events = new EventEmitter();
  const socket = Object.assign(events, {
    remoteAddress,
    remotePort,
    destroyed: false,
    destroy: () => {
      socket.destroyed = true;
      events.emit('close');
    },
  });
  return socket as unknown as Socket;
}

function filled(fair: FairSockets, address: string, count: number): Socket[] {
  const sockets = Array.from({ length: count }, (_, port) => aSocket(address, port + 1));
  for (const socket of sockets) fair.add(socket);
  return sockets;
}

const dropped = (sockets: readonly Socket[]): number[] =>
  sockets.flatMap(({ destroyed, remotePort }) => (destroyed ? [remotePort ?? 0] : []));

it('drops the oldest of an address that has too many', () => {
  const fair = new FairSockets({ total: 10, perAddress: 3 });
  expect(dropped(filled(fair, '10.0.0.1', 5))).toEqual([1, 2]);
});

it('drops of the address that has most where there are too many in all', () => {
  const fair = new FairSockets({ total: 4, perAddress: 3 });
  const [many, one] = [filled(fair, '10.0.0.1', 3), filled(fair, '10.0.0.2', 1)];
  const late = filled(fair, '10.0.0.3', 1);
  expect([dropped(many), dropped(one), dropped(late)]).toEqual([[1], [], []]);
});

it('counts no more what finished or was closed', () => {
  const fair = new FairSockets({ total: 10, perAddress: 2 });
  const [first, second] = filled(fair, '10.0.0.1', 2);
  if (!first || !second) throw new Error('no sockets');
  fair.release(first);
  second.destroy();
  expect(dropped(filled(fair, '10.0.0.1', 2))).toEqual([]);
  expect(first.destroyed).toBe(false);
});

it('lets go of what is gone before it is looked at, and of all at the end', () => {
  const fair = new FairSockets({ total: 10, perAddress: 5 });
  const gone = aSocket(undefined, 1);
  fair.add(gone);
  expect(gone.destroyed).toBe(true);
  const sockets = filled(fair, '10.0.0.1', 3);
  fair.close();
  expect(dropped(sockets)).toEqual([1, 2, 3]);
});

it('tells of those that it drops, and of no others', () => {
  const told: (number | undefined)[] = [];
  const fair = new FairSockets({ total: 10, perAddress: 2, onDrop: ({ remotePort }) => told.push(remotePort) });
  const [, second] = filled(fair, '10.0.0.1', 3);
  second?.destroy();
  fair.close();
  expect(told).toEqual([1]);
});
