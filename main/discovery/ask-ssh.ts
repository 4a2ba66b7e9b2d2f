/** Whether a PC has SSH: a short connection to its port 22. Nothing is sent. */
import { connect } from 'node:net';

/** What the server says of itself; empty when it is slow to. */
export interface SshAnswer {
  /** "SSH-2.0-OpenSSH_9.2p1 Debian-2". */
  readonly banner: string;
}

const sshPort = 22;
const mostBanner = 255;

/**
 * @param milliseconds for the connection and for the banner together
 * @returns null when nothing answers on that port, or when aborted
 */
export function askSsh(
  address: string,
  milliseconds: number,
  signal: AbortSignal,
  port = sshPort,
): Promise<SshAnswer | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    let connected = false;
    let banner = '';
    const socket = connect({ host: address, port });
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', settle);
      socket.destroy();
      resolve(connected && !signal.aborted ? { banner: /^SSH-[ -~]*/.exec(banner)?.[0] ?? '' } : null);
    };
    const timer = setTimeout(settle, milliseconds);
    signal.addEventListener('abort', settle, { once: true });
    socket.once('connect', () => (connected = true));
    socket.on('data', (data: Buffer) => {
      banner += data.toString('latin1');
      if (banner.includes('\n') || banner.length > mostBanner) settle();
    });
    socket.once('error', settle);
    socket.once('end', settle);
  });
}
