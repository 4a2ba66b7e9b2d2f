/** Looks for the next port that can be listened on, so that a busy one can be answered with a proposal. */
import { once } from 'node:events';
import { createServer } from 'node:net';

const tries = 50;

/** The first free port from `from` on, or null when the next fifty are busy. */
export async function freePort(from: number, host?: string): Promise<number | null> {
  for (let port = from; port < Math.min(from + tries, 65_536); port += 1) if (await isFree(port, host)) return port;
  return null;
}

async function isFree(port: number, host?: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
