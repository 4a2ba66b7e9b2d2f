/** `aivailable networks`: from which networks the office may be used. */
import type { Command } from 'commander';
import { AccessView, adapterInWords, type NetworksWish, type NetworkView } from '../../contract/access.ts';
import { refuse } from '../../contract/problem.ts';
import type { DataOptions } from './data-option.ts';
import { columns, print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

const usage = 'networks [networks...]';
const description = 'from which networks the office may be used: 192.168.10.0/24 …, private for all of them, none';

export function addNetworksCommand(program: Command): void {
  officeCommand(program, usage, description).action((typed: string[], options: DataOptions) =>
    withOffice(options, async (office, json) => {
      const wish = readNetworks(typed);
      const answer =
        wish === null
          ? await office.call('GET', '/control/access')
          : await office.call('PUT', '/control/access/networks', wish);
      const { networks } = AccessView.parse(answer);
      if (json) printJson(networks);
      else linesOf(networks).forEach(print);
    }),
  );
}

/** Null: only show. @throws ProblemError invalid_request */
function readNetworks(typed: readonly string[]): NetworksWish | null {
  if (typed.length === 0) return null;
  const [word] = typed;
  if (typed.length === 1 && word === 'private') return { only: null };
  if (typed.length === 1 && word === 'none') return { only: [] };
  const wrong = typed.find((one) => !/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(one));
  if (wrong !== undefined) {
    refuse('invalid_request', `"${wrong}" is no network.`, { action: 'Write it as 192.168.10.0/24.' });
  }
  return { only: [...typed] };
}

function linesOf({ all, list }: AccessView['networks']): string[] {
  const head = all
    ? 'The office may be used from every private network.'
    : list.some(({ served }) => served)
      ? 'The office may be used from these networks only, and from this PC.'
      : 'The office may be used from this PC only.';
  const rows = list.map((one) => [one.served ? '  served' : '  left out', one.network, whereIs(one)]);
  return [head, ...columns(rows), 'Machines of the office stay connected from any network.'];
}

const whereIs = ({ adapters }: NetworkView): string =>
  adapters
    .map(
      (adapter) =>
        `${adapterInWords(adapter)}${adapter.address === null ? ', not connected now' : ` ${adapter.address}`}`,
    )
    .join(', ');
