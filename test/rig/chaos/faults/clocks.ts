/** Clocks that jump, and jump back. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './fault.ts';

const jumpsSeconds = [30, 600, 3_600, 86_400];
const half = 50;

export const clockJumped: Fault = async (ground, where, { lastsMs, strength }) => {
  const clock = ground.clock(where);
  const seconds = jumpsSeconds[strength % jumpsSeconds.length] ?? 0;
  clock.jump(strength < half ? seconds : -seconds);
  try {
    await wait(lastsMs);
  } finally {
    clock.jump(0);
  }
};
