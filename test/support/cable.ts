import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network cable to a port of this PC, which can be pulled: sockets over it stay open and say nothing any more. */
export async function layCable(port: number): Promise<{ readonly port: number; pull(): void }> {
  const ends = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(port, '127.0.0.1');
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
  };
}
