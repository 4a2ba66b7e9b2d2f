import type { CandidateView } from '../../../../contract/control-machines.ts';

export interface PcTarget {
  readonly address: string;
  /** Of SSH. */
  readonly port: number;
  /** As people call it. */
  readonly name: string;
  readonly os: CandidateView['os'];
}

/** "PLOTTER-PC, 192.168.10.27"; only the address when that is its name. */
export const pcText = ({ name, address }: CandidateView): string =>
  name === address ? address : `${name}, ${address}`;

/** The PC that is meant: one of the list, or what was typed as HOST or HOST:PORT. null: it cannot be an address. */
export function pcTarget(typed: string, candidates: readonly CandidateView[]): PcTarget | null {
  const text = typed.trim();
  const wanted = text.toLowerCase();
  const known = candidates.find(
    (one) => pcText(one).toLowerCase() === wanted || one.name.toLowerCase() === wanted || one.address === wanted,
  );
  if (known) return { address: known.address, port: 22, name: known.name, os: known.os };
  const match = /^(?:\[([0-9a-f:.%\w]+)\]|([^\s:[\],/]+))(?::(\d{1,5}))?$/i.exec(text);
  const bareV6 = /^[0-9a-f]*:[0-9a-f:.]+$/i.test(text) ? text : undefined;
  const address = bareV6 ?? match?.[1] ?? match?.[2];
  const port = bareV6 === undefined && match?.[3] !== undefined ? Number(match[3]) : 22;
  if (address === undefined || address.length > 253 || port < 1 || port > 65_535) return null;
  return { address, port, name: address, os: null };
}
