/** PCs that may be added, a row each: name, address, system, and whether it takes SSH. */
import type { CandidateView } from '../../contract/control-machines.ts';

const systems: Readonly<Record<NonNullable<CandidateView['os']>, string>> = {
  windows: 'Windows',
  linux: 'Linux',
  macos: 'macOS',
};

export const candidateRows = (candidates: readonly CandidateView[]): string[][] =>
  candidates.map(({ name, address, os, ssh }) => [name, address, os ? systems[os] : '', ssh ? 'SSH' : 'no SSH']);
