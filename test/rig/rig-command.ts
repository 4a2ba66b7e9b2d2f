/** npm run rig -- up [N] | down | list | exec PC COMMAND … | boot PC: an office to try things in, which stays until it is taken down. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { removeAll } from './leftovers.ts';
import { Namespace } from './namespace.ts';
import { officeUser } from './booted-pc.ts';
import { onPc } from './pc.ts';
import { Rig } from './rig.ts';

const prefix = 'rig-office';
const usage = `npm run rig -- up [N]            an office of a coordinator and N PCs (4)
npm run rig -- list             what is up
npm run rig -- exec PC COMMAND  runs a command on a PC: exec coordinator bash
npm run rig -- boot PC          boots a Linux with SSH on a PC, until Ctrl+C
npm run rig -- down             takes everything down`;

const [command = '', ...rest] = process.argv.slice(2);
const commands: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  up,
  list,
  exec: execOn,
  boot,
  down: () => removeAll(prefix),
};

async function up([count = '4']: readonly string[]): Promise<void> {
  if ((await namespaces()).size > 0)
    throw new Error('An office is up already. Take it down first: npm run rig -- down');
  const rig = await Rig.make(prefix);
  await rig.addCoordinator();
  for (let number = 1; number <= Number(count); number += 1) await rig.addPc(number);
  await list();
}

async function list(): Promise<void> {
  for (const [name, namespace] of await namespaces()) {
    if (name === 'switch') continue;
    const addresses = (await namespace.ip('-4', '-brief', 'address', 'show', 'scope', 'global')).trim().split('\n');
    const running = (await namespace.pids()).length;
    console.log(
      [name.padEnd(12), ...addresses.map((line) => line.split(/\s+/)[2] ?? ''), `${running} processes`].join('  '),
    );
  }
}

async function execOn([name = '', ...line]: readonly string[]): Promise<void> {
  const child = spawn('ip', onPc(name, await namespaceOf(name), line), { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}

async function boot([name = '']: readonly string[]): Promise<void> {
  await namespaceOf(name);
  const rig = await Rig.reopen(prefix);
  const pc = rig.pcs.find((one) => one.name === name);
  if (!pc) throw new Error(`${name} cannot be booted.`);
  const booted = await rig.install(pc);
  try {
    await booted.boot();
    console.log(
      `${name} runs. Log in at ${pc.address} as ${officeUser.name}, ${officeUser.password}. Ctrl+C switches it off.`,
    );
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  } finally {
    await booted.remove();
  }
}

async function namespaces(): Promise<Map<string, Namespace>> {
  const names = (await Namespace.list()).filter((name) => name.startsWith(`${prefix}-`)).toSorted();
  return new Map(names.map((name) => [name.slice(prefix.length + 1), Namespace.named(name)]));
}

async function namespaceOf(name: string): Promise<Namespace> {
  const found = (await namespaces()).get(name);
  if (!found) throw new Error(`There is no ${name || 'PC without a name'}. Look at: npm run rig -- list`);
  return found;
}

try {
  const run = commands[command];
  if (!run) throw new Error(usage);
  await run(rest);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
