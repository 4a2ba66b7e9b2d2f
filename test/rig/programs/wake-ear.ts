/** A PC’s network card that sleeps: says where it would hear wake-up calls, and each packet that comes to port 9, in hex. */
import { createSocket } from 'node:dgram';
import { wakeAddresses } from '../../../node-agent/hardware/wake-addresses.ts';

const heard: string[] = [];
const say = (): void => void process.stdout.write(`${JSON.stringify({ hears: wakeAddresses(), heard })}\n`);

const socket = createSocket('udp4');
socket.on('message', (packet) => {
  heard.push(packet.toString('hex'));
  say();
});
socket.bind(9, say);
