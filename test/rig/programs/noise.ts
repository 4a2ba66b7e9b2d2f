/** A stranger who sends mDNS packets of every broken kind, and says "sent" when it is done. Each run sends the same. */
import { createSocket } from 'node:dgram';

const mdns = { address: '224.0.0.251', port: 5353 };

/** A header with these flags and as many records as it says; then the body. */
function packet(flags: number, counts: readonly [number, number, number, number], body: Buffer): Buffer {
  const header = Buffer.alloc(12);
  [0, flags, ...counts].forEach((value, index) => header.writeUInt16BE(value, index * 2));
  return Buffer.concat([header, body]);
}

/** Numbers that look random and are the same each time. */
function noise(length: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >>> 16));
}

const query = 0;
const response = 0x8400;
const name = (...labels: string[]): Buffer =>
  Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);
const record = (owner: Buffer, type: number, data: Buffer): Buffer => {
  const middle = Buffer.alloc(10);
  [type, 1, 0, 120, data.length].forEach((value, index) => middle.writeUInt16BE(value, index * 2));
  return Buffer.concat([owner, middle, data]);
};
const ssh = name('_ssh', '_tcp', 'local');

const packets = [
  Buffer.alloc(0),
  Buffer.from([0]),
  packet(response, [0xff_ff, 0xff_ff, 0xff_ff, 0xff_ff], Buffer.alloc(0)),
  // A name that points to itself, and one that points behind the end.
  packet(response, [0, 1, 0, 0], record(Buffer.from([0xc0, 12]), 12, Buffer.from([0xc0, 12]))),
  packet(response, [0, 1, 0, 0], record(Buffer.from([0xff, 0xff]), 12, Buffer.from([0xc0, 12]))),
  // Texts that are longer than their record, and a service with a name of control characters.
  packet(response, [0, 1, 0, 0], record(ssh, 16, Buffer.from([255, 65]))),
  packet(response, [0, 1, 0, 0], record(ssh, 12, name('\u0000\u001b[2J', '_ssh', '_tcp', 'local'))),
  packet(
    query,
    [400, 0, 0, 0],
    Buffer.concat(Array.from({ length: 400 }, () => Buffer.concat([ssh, Buffer.from([0, 255, 0, 1])]))),
  ),
  ...Array.from({ length: 300 }, (_, seed) => noise(20 + seed * 3, seed)),
  ...Array.from({ length: 300 }, (_, seed) => packet(response, [0, 9, 0, 9], noise(20 + seed * 3, seed))),
];

const socket = createSocket({ type: 'udp4', reuseAddr: true });
for (const one of packets) await new Promise((resolve) => socket.send(one, mdns.port, mdns.address, resolve));
socket.close();
process.stdout.write(`${JSON.stringify({ sent: packets.length })}\n`);
