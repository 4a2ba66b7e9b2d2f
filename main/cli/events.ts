/** `aivailable events`: what happened in the office and why, and what happens from now on. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Command } from 'commander';
import { ActivityEvent, ActivityKind, ActivityPage } from '../../contract/activity.ts';
import { refuse } from '../../contract/problem.ts';
import type { RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { print } from './output.ts';
import { readSpan } from './read-span.ts';
import { eventLine } from './event-line.ts';
import { officeCommand, withOffice } from './with-office.ts';

interface EventsOptions extends DataOptions {
  readonly follow?: boolean;
  readonly since?: string;
  readonly kind?: string;
}

/** So many are shown without --since. */
const usualCount = 50;
const pageSize = 500;

export function addEventsCommand(program: Command): void {
  officeCommand(program, 'events', 'what happened in the office and why, the newest last')
    .option('--follow', 'go on with what happens from now on, until Ctrl+C')
    .option('--since <span>', 'from so long ago: 30m, 2h, 7d')
    .option('--kind <kind>', `only ${ActivityKind.options.join(', ')}`)
    .addHelpText('after', '\nWith --json each event is an object on a line of its own.')
    .action((options: EventsOptions) =>
      withOffice(options, async (office, json) => {
        const show = (event: ActivityEvent): void => print(json ? JSON.stringify(event) : eventLine(event));
        const kind = readKind(options.kind);
        const since = options.since === undefined ? null : Date.now() - readSpan(options.since);
        if (options.follow !== true) return (await past(office, kind, since)).forEach(show);
        // Opened first, so that nothing falls between what was and what comes.
        const stream = await open(office, kind);
        let last = 0;
        for (const event of await past(office, kind, since)) {
          show(event);
          last = event.id;
        }
        for await (const event of eventsIn(stream)) if (event.id > last) show(event);
      }),
    );
}

function readKind(typed: string | undefined): ActivityKind | null {
  if (typed === undefined) return null;
  const read = ActivityKind.safeParse(typed);
  if (read.success) return read.data;
  return refuse('invalid_request', `There is no kind of event “${typed}”.`, {
    action: `Choose one of ${ActivityKind.options.join(', ')}.`,
  });
}

/** Oldest first. */
async function past(office: RunningOffice, kind: ActivityKind | null, since: number | null): Promise<ActivityEvent[]> {
  const events: ActivityEvent[] = [];
  for (;;) {
    const query = new URLSearchParams({ limit: String(since === null ? usualCount : pageSize) });
    if (kind !== null) query.set('kind', kind);
    if (since !== null) query.set('since', String(since));
    const oldest = events.at(-1);
    if (oldest) query.set('before', String(oldest.id));
    const page = ActivityPage.parse(await office.call('GET', `/control/activity?${query.toString()}`));
    events.push(...page.events);
    if (since === null || !page.more) return events.toReversed();
  }
}

async function open({ running }: RunningOffice, kind: ActivityKind | null): Promise<IncomingMessage> {
  const asking = request({
    host: '127.0.0.1',
    port: running.port,
    path: `/control/activity/events${kind === null ? '' : `?kind=${kind}`}`,
    headers: { authorization: `Bearer ${running.token}` },
  });
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return response.statusCode === 200 ? response : refuse('not_running', 'The office does not tell its events.');
}

/** Ends with the office. */
async function* eventsIn(stream: IncomingMessage): AsyncGenerator<ActivityEvent> {
  let rest = '';
  stream.setEncoding('utf8');
  try {
    for await (const chunk of stream as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('data: ')) yield ActivityEvent.parse(JSON.parse(line.slice(6)));
      }
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
  }
}
