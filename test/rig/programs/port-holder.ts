/** A program that holds the port of mDNS for itself alone. */
import { createSocket } from 'node:dgram';

const socket = createSocket('udp4');
socket.bind(5353, '0.0.0.0', () => process.stdout.write(`${JSON.stringify({ held: 5353 })}\n`));
