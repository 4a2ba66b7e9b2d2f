/** `aivailable courtesy`: what the office does for the people at its PCs. */
import { Option, type Command } from 'commander';
import type { CourtesyChange } from '../../contract/courtesy.ts';
import { stateOf } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

type OnOff = 'on' | 'off';

interface Options extends DataOptions {
  readonly keepAwake?: OnOff;
  readonly makeRoom?: OnOff;
}

export function addCourtesyCommand(program: Command): void {
  officeCommand(program, 'courtesy', 'what the office does for the people at its PCs')
    .addOption(onOff('--keep-awake <on|off>', 'PCs do not fall asleep while they write answers'))
    .addOption(onOff('--make-room <on|off>', 'models leave a card whose memory other programs take'))
    .action((options: Options) =>
      withOffice(options, async (office, json) => {
        const change = changeOf(options);
        if (change.keepAwake !== undefined || change.makeRoom !== undefined) {
          await office.call('PATCH', '/control/courtesy', change);
        }
        const { courtesy } = await stateOf(office);
        if (json) return printJson({ courtesy });
        print(
          courtesy.keepAwake
            ? 'PCs are kept awake while they write answers, and sleep as usual when idle.'
            : 'PCs sleep when their own settings say so, even in the middle of an answer.',
        );
        print(
          courtesy.makeRoom
            ? 'A model whose memory other programs take finishes its answers, and then moves or leaves.'
            : 'A model that runs stays on its card, also where other programs take its memory.',
        );
      }),
    );
}

const changeOf = ({ keepAwake, makeRoom }: Options): CourtesyChange => ({
  ...(keepAwake && { keepAwake: keepAwake === 'on' }),
  ...(makeRoom && { makeRoom: makeRoom === 'on' }),
});

const onOff = (flags: string, description: string): Option => new Option(flags, description).choices(['on', 'off']);
