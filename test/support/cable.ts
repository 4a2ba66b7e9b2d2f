import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

interface Cable {
  readonly port: number;
  /** Sockets that are open stay open and say nothing any more. */
  pull(): void;
  /** Breaks, on both sides, the socket that was opened after so many others. */
  cut(number: number): void;
}

/** A network cable to a port of this PC. */
export async function layCable(port: number): Promise<Cable> {
  const ends = new Set<Socket>();
  const pairs: Socket[][] = [];
  const relay = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    pairs.push([near, far]);
    for (const end of [near, far]) {
      ends.add(end);
      end.on('error', () => undefined).once('close', () => ends.delete(end));
    }
    near.pipe(far).pipe(near);
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  onTestFinished(() => {
    for (const end of ends) end.destroy();
    relay.close();
  });
  return {
    port: (relay.address() as { port: number }).port,
    pull: () => {
      for (const end of ends) end.unpipe().pause();
    },
    cut: (number) => pairs[number]?.forEach((end) => end.destroy()),
  };
}
