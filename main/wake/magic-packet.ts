/** The packet that wakes a sleeping PC (AMD's Magic Packet): six times FF, then sixteen times the card's address. Pure. */

const repeats = 16;

/** @param mac "02:00:0a:4d:00:0b" */
export function magicPacket(mac: string): Buffer {
  const address = Buffer.from(mac.replaceAll(':', ''), 'hex');
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array.from({ length: repeats }, () => address)]);
}
