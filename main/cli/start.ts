/** `aivailable start`: the office without a window of its own. Prints the addresses and serves until it is told to stop. */
import os from 'node:os';
import type { Command } from 'commander';
import { officeAddresses } from '../base/this-pc.ts';
import { namesOfPc } from '../certificates/server-names.ts';
import { defaultDataDir } from '../base/data-dir.ts';
import { openCoordinator } from '../coordinator/coordinator.ts';
import type { Coordinator } from '../coordinator/coordinator-port.ts';
import { findPrograms } from '../coordinator/programs.ts';
import { ServedNetworks } from '../settings/served-networks.ts';
import { loadSettings } from '../settings/settings.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { openInBrowser } from './open-in-browser.ts';
import { orExplain, print, printJson } from './output.ts';
import { readPort } from './read-port.ts';

interface StartOptions extends DataOptions {
  readonly open: boolean;
  readonly port?: number;
  readonly agentsPort?: number;
  readonly httpsPort?: number;
}

export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start the office on this PC')
    .option('--port <n>', 'port of window and API; 0 takes any free one', readPort)
    .option('--agents-port <n>', 'port where agents connect; usually the next one', readPort)
    .option('--https-port <n>', 'port of window and API over HTTPS; usually the one after that', readPort)
    .option('--no-open', 'do not open the browser')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((options: StartOptions) => orExplain(options.json ?? false, () => start(options)));
}

/** Far over what closing takes: nothing keeps the process for ever. */
const endsWithinMs = 15_000;

async function start({ data, json = false, open, port, agentsPort, httpsPort }: StartOptions): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => {
    // Ctrl+C comes twice under npm: from the terminal and handed on.
    if (stopping.signal.aborted) return;
    stopping.abort();
    if (!json) print('Stopping…');
    setTimeout(() => process.exit(1), endsWithinMs).unref();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  const coordinator = await openCoordinator({
    dataDir: data,
    programs: findPrograms(),
    ...(port === undefined ? {} : { port }),
    ...(agentsPort === undefined ? {} : { agentsPort }),
    ...(httpsPort === undefined ? {} : { httpsPort }),
    onShutdownWish: stop,
  });
  greet(coordinator, json, data);
  if (open) openInBrowser(coordinator.link);
  await new Promise<void>((resolve) => {
    if (stopping.signal.aborted) resolve();
    else stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await coordinator.close();
  if (!json) print('Stopped.');
}

/** With the office's own certificate, which `aivailable ca` tells of. */
const encryptedUrl = (port: number): string =>
  `https://${[...namesOfPc(os.hostname()), ...officeAddresses(), '127.0.0.1'][0]}:${port}/v1`;

function greet(coordinator: Coordinator, json: boolean, dataDir: string): void {
  const { link, port, agentsPort, httpsPort } = coordinator;
  const served = new ServedNetworks(dataDir, loadSettings(dataDir).access.networks).addresses();
  const addresses = served.map((address) => `http://${address}:${port}/v1`);
  if (json)
    return printJson({
      pid: process.pid,
      port,
      agentsPort,
      httpsPort,
      link,
      api: [`http://127.0.0.1:${port}/v1`, ...addresses],
    });
  print('AIvailable is serving.');
  print(`  Window      ${link}`);
  print(`  API         ${(addresses.length > 0 ? addresses : [`http://127.0.0.1:${port}/v1`]).join('  ')}`);
  const encrypted = httpsPort === null ? 'not served now: aivailable https says why' : encryptedUrl(httpsPort);
  print(`  Encrypted   ${encrypted}`);
  const elsewhere = dataDir === defaultDataDir() ? '' : ` --data ${dataDir}`;
  print(`  Make a key  npm run -s aivailable -- key new NAME${elsewhere}`);
  print('  Stop        Ctrl+C');
  coordinator.onModelReady((model, machine) => print(`${model} is ready on ${machine}.`));
}
