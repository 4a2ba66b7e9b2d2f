/** `aivailable margin`: what models leave free on each card. */
import type { Command } from 'commander';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import { usualMarginBytes, type MarginWish } from '../../contract/margin.ts';
import { stateOf } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { print, printJson } from './output.ts';
import { readBytes } from './read-bytes.ts';
import { officeCommand, withOffice } from './with-office.ts';

export function addMarginCommand(program: Command): void {
  officeCommand(program, 'margin [size]', 'video memory that models leave free on each card: 0.5GB, or usual').action(
    (typed: string | undefined, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const wanted = typed === undefined ? null : readMargin(typed);
        if (wanted !== null) {
          const wish: MarginWish = { bytes: wanted };
          await office.call('PUT', '/control/margin', wish);
        }
        const marginBytes = wanted ?? (await stateOf(office)).marginBytes;
        if (json) return printJson({ marginBytes });
        print(`Models leave ${bytesInWords(marginBytes)} of each card free, beside what other programs hold.`);
        if (wanted !== null) print('What fits no more finishes its answers, and then moves or leaves.');
      }),
  );
}

/** @throws ProblemError invalid_request */
const readMargin = (typed: string): number =>
  typed.trim().toLowerCase() === 'usual' ? usualMarginBytes : (readBytes(typed) ?? 0);
