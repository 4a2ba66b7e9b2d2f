/** An agent's search for its office and nothing else: announces itself and writes the coordinators that it hears, a line for each change. */
import os from 'node:os';
import { pino } from 'pino';
import { OfficeSearch } from '../../../node-agent/discovery/office-search.ts';

const [pin = ''] = process.argv.slice(2);

const search = new OfficeSearch({
  machineId: `machine-${os.hostname()}`,
  hostName: os.hostname(),
  version: '0.1.0',
  pin,
  log: pino({ level: 'silent' }),
});
const write = (): void => void process.stdout.write(`${JSON.stringify({ coordinators: search.coordinators() })}\n`);
search.onChange(write);
search.announce(true);
write();
process.on('SIGTERM', () => void search.close());
