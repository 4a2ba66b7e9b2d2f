/** The join page and nothing else of a coordinator: hands out the bundles of this checkout, and writes the lines for a token or none. */
import { createServer } from 'node:http';
import { pino } from 'pino';
import { version } from '../../../common/version.ts';
import { Bundles } from '../../../main/installer/bundles/bundles.ts';
import { JoinOffer } from '../../../main/installer/join/join-offer.ts';
import { JoinPages } from '../../../main/installer/join/join-pages.ts';

const [folder = '', address = ''] = process.argv.slice(2);
const port = 8420;
const agentsPort = 8421;

const log = pino({ level: 'silent' });
const offer = new JoinOffer(new Bundles({ folder, version, make: null }), log);
const pages = new JoinPages({ offer, officeName: () => 'The rig', agentsPort: () => agentsPort, log });
const server = createServer((request, response) => pages.handle(request, response));
server.listen(port, address, () => void write());
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});

async function write(): Promise<void> {
  const target = { http: `http://${address}:${port}`, coordinators: [`${address}:${agentsPort}`] } as const;
  process.stdout.write(`${JSON.stringify(await offer.lines(target, null, AbortSignal.timeout(60_000)))}\n`);
}
