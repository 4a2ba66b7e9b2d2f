import type { OfficeState } from '../../../../contract/control-api.ts';
import type { AskView, CandidateView, InstallView } from '../../../../contract/control-machines.ts';

interface Newcomers {
  readonly asks: readonly AskView[];
  readonly candidates: readonly CandidateView[];
  readonly installs: readonly InstallView[];
  /** How many wait for a decision. */
  readonly waiting: number;
}

/** What stands under "Ready to add": each PC once, by what is known best of it. Those that ask come first. */
export function newcomers({ asks, candidates, installs, machines }: OfficeState): Newcomers {
  const askingAt = new Set(asks.map(({ address }) => address));
  const installing = new Set(installs.map(({ address }) => address.toLowerCase()));
  const left = candidates.filter(
    ({ name, address }) =>
      !askingAt.has(address) && !installing.has(address.toLowerCase()) && !installing.has(name.toLowerCase()),
  );
  return {
    asks: asks.toSorted((a, b) => a.since - b.since),
    candidates: left.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
    // One that is a machine of the office stands among them.
    installs: installs
      .filter(({ state, machineId }) => state !== 'done' || !machines.some(({ id }) => id === machineId))
      .toSorted((a, b) => a.startedAt - b.startedAt),
    waiting: asks.length + left.length,
  };
}
