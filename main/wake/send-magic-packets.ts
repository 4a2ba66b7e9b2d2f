/** Sends wake-up calls into the networks of sleeping PCs. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { WakeAddress } from '../../contract/hardware.ts';
import { magicPacket } from './magic-packet.ts';

/** Where nobody listens: network cards read it themselves. */
const discardPort = 9;

/** One packet for each address. Nobody answers one. @throws Error of the network when none could be sent */
export async function sendMagicPackets(addresses: readonly WakeAddress[]): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0);
    await once(socket, 'listening');
    socket.setBroadcast(true);
    const sent = await Promise.allSettled(addresses.map((one) => send(socket, one)));
    const failed = sent.filter((one) => one.status === 'rejected');
    if (failed.length === sent.length) throw failed[0]?.reason;
  } finally {
    socket.close();
  }
}

const send = (socket: Socket, { mac, broadcast }: WakeAddress): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.send(magicPacket(mac), discardPort, broadcast, (error) => (error ? reject(error) : resolve()));
  });
