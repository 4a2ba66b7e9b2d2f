/** `aivailable open`: the link that opens the office’s window in a browser of this PC. */
import type { Command } from 'commander';
import { needOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { openInBrowser } from './open-in-browser.ts';
import { orExplain, print, printJson } from './output.ts';

export function addOpenCommand(program: Command): void {
  program
    .command('open')
    .description('open the window in the browser')
    .option('--no-open', 'only print the link')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false, open }: DataOptions & { open: boolean }) =>
      orExplain(json, async () => {
        const { link } = (await needOffice(data)).running;
        if (json) printJson({ link });
        else print(link);
        if (open) openInBrowser(link);
      }),
    );
}
