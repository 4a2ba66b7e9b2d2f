/** `aivailable pause` and `aivailable resume`: whether the office takes new requests. */
import type { Command } from 'commander';
import type { ServingWish } from '../../contract/serving-state.ts';
import type { DataOptions } from './data-option.ts';
import { print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

export function addServingCommands(program: Command): void {
  add(program, 'pause', 'take no new requests until `resume`, or until the office is started again', {
    wish: { on: false },
    done: 'Paused. New requests are refused; answers that are being written are finished. Models stay loaded.',
  });
  add(program, 'resume', 'take requests again after `pause`', { wish: { on: true }, done: 'Serving.' });
}

function add(
  program: Command,
  name: string,
  description: string,
  { wish, done }: { wish: ServingWish; done: string },
): void {
  officeCommand(program, name, description).action((options: DataOptions) =>
    withOffice(options, async (office, json) => {
      await office.call('PUT', '/control/serving', wish);
      if (json) printJson({ serving: wish.on });
      else print(done);
    }),
  );
}
