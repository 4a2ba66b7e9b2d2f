import type { Pin } from '../../../../contract/model.ts';

const same = (a: Pin, b: Pin): boolean => a.machineId === b.machineId && a.gpuId === b.gpuId;

export const isPinned = (pins: readonly Pin[], here: Pin): boolean => pins.some((pin) => same(pin, here));

/** The pins of a model when one of its replicas is held where it is, or no longer. */
export const turnedPins = (pins: readonly Pin[], here: Pin): Pin[] =>
  isPinned(pins, here) ? pins.filter((pin) => !same(pin, here)) : [...pins, here];

/** The pins of a model when one of its replicas moves: that card is let go, the other one is held. */
export const movedPins = (pins: readonly Pin[], from: Pin, to: Pin): Pin[] => [
  ...pins.filter((pin) => !same(pin, from) && !same(pin, to)),
  to,
];
