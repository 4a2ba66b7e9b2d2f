/** A coordinator's discovery and nothing else: announces the pin that it is given, and writes its candidates, a line for each change. */
import { pino } from 'pino';
import { Discovery } from '../../../main/discovery/discovery.ts';

const [pin = '', port = '8421'] = process.argv.slice(2);

const discovery = new Discovery({
  announcement: () => ({
    role: 'coordinator',
    name: 'Linden & Roth',
    version: '0.1.0',
    pin,
    agents: port,
    http: '8420',
  }),
  isKnown: () => false,
  log: pino({ level: 'silent' }),
});
const write = (): void => {
  process.stdout.write(`${JSON.stringify({ candidates: discovery.candidates(), view: discovery.view() })}\n`);
};
discovery.onChange(write);
discovery.start();
write();
process.on('SIGTERM', () => void discovery.close());
// A line asks for a look through the network.
process.stdin.on('data', () => void discovery.scan(AbortSignal.timeout(60_000))).unref();
