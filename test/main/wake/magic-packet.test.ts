import { expect, it } from 'vitest';
import { magicPacket } from '../../../main/wake/magic-packet.ts';

it('a magic packet is six times FF and sixteen times the card’s address', () => {
  const packet = magicPacket('02:00:0a:4d:00:0b');
  expect(packet.toString('hex')).toBe('ff'.repeat(6) + '02000a4d000b'.repeat(16));
  expect(packet).toHaveLength(102);
});
