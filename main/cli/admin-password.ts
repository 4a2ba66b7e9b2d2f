/** `aivailable admin-password`: sets what admins type at another PC. It comes from the terminal or standard input, never from an argument. */
import type { Command } from 'commander';
import { refuse } from '../../contract/problem.ts';
import type { DataOptions } from './data-option.ts';
import { print, printJson } from './output.ts';
import { Terminal, type Asker } from './terminal.ts';
import { officeCommand, withOffice } from './with-office.ts';

export function addAdminPasswordCommand(
  program: Command,
  terminal: Asker = new Terminal(process.stdin, process.stderr),
): void {
  officeCommand(program, 'admin-password', 'set the password by which admins change things from another PC')
    .option('--stdin', 'read it from standard input')
    .action(({ stdin = false, ...options }: DataOptions & { readonly stdin?: boolean }) =>
      withOffice(options, async (office, json) => {
        const password = stdin ? await terminal.everything() : await typedTwice(terminal);
        await office.call('PUT', '/control/admin-password', { password });
        if (json) printJson({ set: true });
        else print('The admin password is set. Who was an admin at another PC signs in again.');
      }),
    );
}

async function typedTwice(terminal: Asker): Promise<string> {
  const password = await terminal.secret('New admin password: ');
  if (password === (await terminal.secret('Once more: '))) return password;
  return refuse('invalid_request', 'The two are not the same.', {
    effect: 'Nothing was changed.',
    action: 'Type it again.',
  });
}
