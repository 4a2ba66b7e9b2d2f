/** `aivailable people list|invite|revoke`: who may use the office's window in their own browser. */
import { InvalidArgumentError, type Command } from 'commander';
import { z } from 'zod';
import { MadeInvite, PersonView } from '../../contract/people.ts';
import { refuse } from '../../contract/problem.ts';
import type { RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { columns, print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

interface InviteOptions extends DataOptions {
  readonly role: string;
  readonly days: number;
}

export function addPeopleCommands(program: Command): void {
  const people = program.command('people').description('who may use the office’s window in their own browser');
  officeCommand(people, 'list', 'everybody, and how they come in').action((options: DataOptions) =>
    withOffice(options, async (office, json) => {
      const all = await peopleOf(office);
      if (json) return printJson({ people: all });
      columns(all.map(rowOf)).forEach(print);
    }),
  );
  officeCommand(people, 'invite', 'make a link for a browser; it works once, and is shown this once')
    .argument('<name>', 'who is invited; somebody who is known gets a link for one more browser')
    .option('--role <role>', 'member, who chats, or admin', 'member')
    .option('--days <days>', 'how long the link works', readDays, 1)
    .action((name: string, options: InviteOptions) =>
      withOffice(options, async (office, json) => {
        const { role, days } = options;
        const known = find(await peopleOf(office), name);
        const made = MadeInvite.parse(
          known
            ? await office.call('POST', `/control/people/${known.id}/invites`, { days })
            : await office.call('POST', '/control/people', { name, role, days }),
        );
        if (json) return printJson(made);
        made.links.forEach(print);
        const until = new Date(made.expiresAt).toLocaleString();
        print(`For ${made.person.name}: one of these, once, until ${until}. Each is the same invite.`);
      }),
    );
  officeCommand(people, 'revoke', 'let somebody in no more, at once; their conversations are kept')
    .argument('<name>')
    .action((name: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const { id, name: known } = find(await peopleOf(office), name) ?? noSuchPerson(name);
        await office.call('POST', `/control/people/${id}/revoke`);
        if (json) printJson({ revoked: known });
        else print(`${known} may come in no more.`);
      }),
    );
}

const peopleOf = async (office: RunningOffice): Promise<PersonView[]> =>
  z.array(PersonView).parse(await office.call('GET', '/control/people'));

const find = (all: readonly PersonView[], name: string): PersonView | undefined =>
  all.find((person) => person.name.toLowerCase() === name.trim().toLowerCase());

const noSuchPerson = (name: string): never =>
  refuse('not_found', `There is nobody called “${name}”.`, { action: 'aivailable people list shows the names.' });

function readDays(typed: string): number {
  if (/^\d{1,2}$/.test(typed)) return Number(typed);
  throw new InvalidArgumentError('Write a number of days, 1 to 30.');
}

function rowOf({ name, role, atThisPc, browsers, invitedUntil, revokedAt, lastSeenAt }: PersonView): string[] {
  const seen = lastSeenAt === null ? 'never seen' : `last seen ${new Date(lastSeenAt).toLocaleString()}`;
  const invited = invitedUntil === null ? '' : `invited until ${new Date(invitedUntil).toLocaleString()}`;
  const access = revokedAt === null ? `${browsers} browser${browsers === 1 ? '' : 's'}` : 'revoked';
  return [name, atThisPc ? 'admin, at this PC' : role, access, seen, invited];
}
