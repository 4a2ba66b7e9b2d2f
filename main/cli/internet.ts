/** `aivailable internet`: what downloads of models may take of the office's internet line. */
import type { Command } from 'commander';
import { hoursInWords } from '../../contract/hours-in-words.ts';
import { mbitBytes, readMbit, type InternetLimit, type InternetWish } from '../../contract/internet.ts';
import { refuse } from '../../contract/problem.ts';
import { stateOf } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { print, printJson } from './output.ts';
import { readHours } from './read-hours.ts';
import { officeCommand, withOffice } from './with-office.ts';

interface Options extends DataOptions {
  readonly hours?: string;
}

export function addInternetCommand(program: Command): void {
  officeCommand(program, 'internet [limit]', 'what downloads may take of the internet line: 50Mbit/s, or unlimited')
    .option('--hours <hours>', 'when the limit holds: "mon-fri 07:00-18:00", or always')
    .action((typed: string | undefined, options: Options) =>
      withOffice(options, async (office, json) => {
        const before = (await stateOf(office)).internet;
        const wanted = wishOf(typed, options.hours, before);
        if (wanted) await office.call('PUT', '/control/internet', wanted);
        const internet = wanted ?? before;
        if (json) return printJson({ internet });
        print(inWords(internet));
      }),
    );
}

/** @returns null: nothing was said. @throws ProblemError invalid_request */
function wishOf(typed: string | undefined, hours: string | undefined, before: InternetLimit): InternetWish | null {
  if (typed === undefined && hours === undefined) return null;
  return {
    bytesPerSecond: typed === undefined ? before.bytesPerSecond : readLimit(typed),
    hours: hours === undefined ? before.hours : readHours(hours),
  };
}

/** @throws ProblemError invalid_request */
function readLimit(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  if (text === 'unlimited') return null;
  return (
    readMbit(text.replace(/\s*mbit(\/s)?$/, '')) ??
    refuse('invalid_request', `“${typed}” is no limit.`, { action: 'Write for example 50Mbit/s or unlimited.' })
  );
}

function inWords({ bytesPerSecond, hours }: InternetLimit): string {
  if (bytesPerSecond === null) return 'Downloads of models take what they get of the internet line.';
  const limit = `${(bytesPerSecond / mbitBytes).toLocaleString('en', { maximumFractionDigits: 2 })} Mbit/s`;
  const when = hours ? `${hoursInWords(hours)}; otherwise there is no limit` : 'at any time';
  return `Downloads of models take ${limit} of the internet line at most: ${when}.`;
}
