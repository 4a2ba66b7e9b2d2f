/** `aivailable doctor`: looks at what usually goes wrong, and says what to do about each thing. */
import type { Command } from 'commander';
import { Check, type CheckTopic } from '../../contract/checks.ts';
import { readRunning } from '../base/data-folder.ts';
import { findPrograms } from '../coordinator/programs.ts';
import { checksOfInstall } from '../diagnostics/checks-of-install.ts';
import { fine, wrong } from '../diagnostics/check.ts';
import { freePort } from '../front/free-port.ts';
import { loadSettings } from '../settings/settings.ts';
import { findOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('find what is wrong, and what to do about it')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const checks = await examine(data);
        const ok = checks.every(({ trouble }) => trouble === null);
        if (json) printJson({ ok, checks });
        else checks.flatMap(linesOf).forEach(print);
        if (!ok) process.exitCode = 1;
      }),
    );
}

async function examine(dataDir: string): Promise<Check[]> {
  const office = await findOffice(dataDir);
  if (office) return Check.array().parse(await office.call('GET', '/control/checks'));
  const hangs = readRunning(dataDir) !== null;
  return [
    ...checksOfInstall({ dataDir, parts: findPrograms() }),
    await port(dataDir),
    hangs
      ? wrong(
          'machine',
          'The office that ran here does not answer.',
          'Nobody can use it.',
          'End it, and start it again.',
        )
      : fine('machine', 'Machines, cards and models are seen when the office runs.'),
  ];
}

async function port(dataDir: string): Promise<Check> {
  const { lan } = loadSettings(dataDir);
  const free = await freePort(lan.port, lan.host);
  if (free === lan.port) return fine('port', `Port ${lan.port} is free.`);
  const action =
    free === null ? 'End the program that uses it.' : `End the program that uses it, or start with --port ${free}.`;
  return wrong('port', `Port ${lan.port} is used by another program.`, 'The office does not start.', action);
}

const called: Readonly<Record<CheckTopic, string>> = {
  node: 'program',
  folder: 'data folder',
  part: 'part',
  port: 'port',
  https: 'HTTPS',
  network: 'network',
  machine: 'machine',
  card: 'card',
  server: 'external server',
  model: 'model',
};

function linesOf({ topic, subject, found, trouble }: Check): string[] {
  const what = subject === null ? called[topic] : `${called[topic]} ${subject}`;
  if (trouble === null) return [`ok     ${what}: ${found}`];
  return [`WRONG  ${what}: ${found} ${trouble.effect}`, `       → ${trouble.action}`];
}
