/** A wire with a gate in it: stops after so many bytes, and can be opened again or cut. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Gate {
  readonly port: number;
  /** Whether it holds something back now. */
  isShut(): boolean;
  /** Lets all through from now on. */
  open(): void;
  /** Cuts what is connected; the next connection is stopped after as many bytes again. */
  cut(): void;
  /** Bytes that each connection brought to the other end, oldest first. */
  readonly brought: number[];
}

/** @param after bytes towards `port` after which it shuts, on each connection until it is opened */
export async function startGate(port: number, after: number): Promise<Gate> {
  const held = new Set<Socket>();
  const sockets = new Set<Socket>();
  const brought: number[] = [];
  let isOpen = false;
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    const place = brought.push(0) - 1;
    for (const socket of [from, to]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        for (const one of [from, to]) {
          one.destroy();
          sockets.delete(one);
          held.delete(one);
        }
      });
    }
    to.pipe(from);
    from.on('data', (chunk: Buffer) => {
      brought[place] = (brought[place] ?? 0) + chunk.length;
      if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => held.has(from) || from.resume());
      }
      if (isOpen || (brought[place] ?? 0) < after) return;
      held.add(from);
      from.pause();
    });
    from.once('end', () => to.end());
  });
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    cut();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    port: (server.address() as AddressInfo).port,
    brought,
    isShut: () => held.size > 0,
    open: () => {
      isOpen = true;
      for (const socket of held) socket.resume();
      held.clear();
    },
    cut: () => {
      cut();
      held.clear();
    },
  };
}
