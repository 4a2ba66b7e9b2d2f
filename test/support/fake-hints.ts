/** Coordinators as a test lets an agent hear them. */
import type { CoordinatorHints, HeardCoordinator } from '../../node-agent/link/coordinator-hints.ts';

interface FakeHints {
  readonly hints: CoordinatorHints;
  /** Says that what is heard has changed. */
  readonly tell: () => void;
}

/** @param heard read at each look: a test may change it, and then tells. */
export function fakeHints(heard: readonly HeardCoordinator[]): FakeHints {
  let listener = (): void => undefined;
  const hints = {
    coordinators: () => heard,
    onChange: (added: () => void) => {
      listener = added;
      return () => undefined;
    },
    announce: () => undefined,
    close: () => Promise.resolve(),
  };
  return { hints, tell: () => listener() };
}
