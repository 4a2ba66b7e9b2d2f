import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { Handshakes } from '../../../main/link/handshakes.ts';

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

function filled(handshakes: Handshakes, address: string, count: number): Socket[] {
  const sockets = Array.from({ length: count }, (_, port) => aSocket(address, port + 1));
  for (const socket of sockets) handshakes.add(socket);
  return sockets;
}

const dropped = (sockets: readonly Socket[]): number[] =>
  sockets.flatMap(({ destroyed, remotePort }) => (destroyed ? [remotePort ?? 0] : []));

it('drops the oldest of an address that has too many', () => {
  const handshakes = new Handshakes({ total: 10, perAddress: 3 });
  expect(dropped(filled(handshakes, '10.0.0.1', 5))).toEqual([1, 2]);
});

it('drops of the address that has most where there are too many in all', () => {
  const handshakes = new Handshakes({ total: 4, perAddress: 3 });
  const [many, one] = [filled(handshakes, '10.0.0.1', 3), filled(handshakes, '10.0.0.2', 1)];
  const late = filled(handshakes, '10.0.0.3', 1);
  expect([dropped(many), dropped(one), dropped(late)]).toEqual([[1], [], []]);
});

it('counts no more what finished or was closed', () => {
  const handshakes = new Handshakes({ total: 10, perAddress: 2 });
  const [first, second] = filled(handshakes, '10.0.0.1', 2);
  if (!first || !second) throw new Error('no sockets');
  handshakes.finished(first);
  second.destroy();
  expect(dropped(filled(handshakes, '10.0.0.1', 2))).toEqual([]);
  expect(first.destroyed).toBe(false);
});

it('lets go of what is gone before it is looked at, and of all at the end', () => {
  const handshakes = new Handshakes();
  const gone = aSocket(undefined, 1);
  handshakes.add(gone);
  expect(gone.destroyed).toBe(true);
  const sockets = filled(handshakes, '10.0.0.1', 3);
  handshakes.close();
  expect(dropped(sockets)).toEqual([1, 2, 3]);
});
