/** `aivailable doctor`: looks at what usually goes wrong, and says what to do about each thing. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import type { Command } from 'commander';
import { AccessView } from '../../contract/access.ts';
import { OfficeState, type ModelView } from '../../contract/control-api.ts';
import { readRunning } from '../base/data-folder.ts';
import { findPrograms } from '../coordinator/programs.ts';
import { freePort } from '../front/free-port.ts';
import { loadSettings } from '../settings/settings.ts';
import { findOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do; only where something is wrong. */
  readonly action?: string;
}

const wantedNode = 24;
const wantedBytes = 2 * 1024 ** 3;

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('find what is wrong, and what to do about it')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const findings = await examine(data);
        const ok = findings.every((finding) => finding.ok);
        if (json) printJson({ ok, findings });
        else for (const { what, ok: good, detail, action } of findings) print(line(what, good, detail, action));
        if (!ok) process.exitCode = 1;
      }),
    );
}

const line = (what: string, ok: boolean, detail: string, action?: string): string =>
  `${ok ? 'ok   ' : 'WRONG'}  ${what}: ${detail}${action ? `\n       → ${action}` : ''}`;

async function examine(dataDir: string): Promise<Finding[]> {
  const { page, demoModel, agent } = findPrograms();
  const parts = [
    ['page', page],
    ['demo model', demoModel],
    ['agent', agent],
  ] as const;
  return [
    node(),
    folder(dataDir),
    ...parts.map(([what, file]) => part(what, file)),
    await ports(dataDir),
    await encryption(dataDir),
    ...(await whatRuns(dataDir)),
  ];
}

function node(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= wantedNode;
  const detail = `version ${process.versions.node}`;
  return { what: 'Node', ok, detail, ...(ok ? {} : { action: `Use Node ${wantedNode} or newer.` }) };
}

function folder(dataDir: string): Finding {
  const what = 'data folder';
  if (!existsSync(dataDir)) return { what, ok: true, detail: `${dataDir} is made at the first start` };
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK);
  } catch {
    return { what, ok: false, detail: `${dataDir} cannot be written`, action: 'Choose another one with --data DIR.' };
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB free`;
  if (bavail * bsize >= wantedBytes) return { what, ok: true, detail: `${dataDir}, ${free}` };
  return { what, ok: false, detail: `${dataDir}, only ${free}`, action: 'Free space: models have 1 to 20 GB each.' };
}

function part(what: string, file: string): Finding {
  if (existsSync(file)) return { what, ok: true, detail: file };
  return { what, ok: false, detail: `${file} is missing`, action: 'Run: npm run build' };
}

async function ports(dataDir: string): Promise<Finding> {
  const what = 'port';
  const office = await findOffice(dataDir);
  if (office) return { what, ok: true, detail: `${office.running.port}, an office runs` };
  const { lan } = loadSettings(dataDir);
  const free = await freePort(lan.port, lan.host);
  if (free === lan.port) return { what, ok: true, detail: `${lan.port} is free` };
  const action =
    free === null ? 'End the program that uses it.' : `End the program that uses it, or start with --port ${free}.`;
  return { what, ok: false, detail: `${lan.port} is used by another program`, action };
}

async function encryption(dataDir: string): Promise<Finding> {
  const what = 'HTTPS';
  const office = await findOffice(dataDir);
  if (!office) return { what, ok: true, detail: 'seen when the office runs' };
  const { https } = AccessView.parse(await office.call('GET', '/control/access'));
  if (https.problem) return { what, ok: false, detail: https.problem.message, action: https.problem.action };
  if (https.port === null) return { what, ok: true, detail: 'off in settings.json' };
  return { what, ok: true, detail: `port ${https.port}${https.required ? ', required of other PCs' : ''}` };
}

async function whatRuns(dataDir: string): Promise<Finding[]> {
  const office = await findOffice(dataDir);
  if (!office) {
    const detail = readRunning(dataDir) ? 'the office that ran here does not answer' : 'seen when the office runs';
    return [{ what: 'graphics cards', ok: true, detail }];
  }
  const state = OfficeState.parse(await office.call('GET', '/control/state'));
  const { models } = state;
  const found = state.machines.flatMap(({ name, state: machineState, notice, gpus }): Finding[] => [
    {
      what: name,
      ok: machineState !== 'lost' && machineState !== 'stopped',
      detail: notice ? `${machineState}. ${notice.reason}` : machineState,
      ...(machineState === 'lost' ? { action: 'Switch it on, or look at its network.' } : {}),
      ...(machineState === 'stopped' && notice ? { action: notice.action } : {}),
    },
    ...gpus.map(({ name: gpu, backend, usable, reason }) => ({
      what: `${name}, ${gpu}`,
      ok: true,
      detail: usable
        ? backend === 'cpu'
          ? 'takes the demo model only'
          : `usable with ${backend}`
        : `not used: ${reason}`,
    })),
  ]);
  return [...found, ...models.filter(({ problem }) => problem !== null).map(modelFinding)];
}

function modelFinding({ name, problem }: ModelView): Finding {
  const { reason = '', action = '' } = problem ?? {};
  return { what: `model ${name}`, ok: false, detail: reason, action };
}
