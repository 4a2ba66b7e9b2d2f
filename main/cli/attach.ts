/** `aivailable attach URL`, `attached`, `detach NAME`: external servers that answer beside the office's own machines. */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { AttachedView, AttachTest, usualAttachedSlots, type ModelChoice } from '../../contract/attached.ts';
import { refuse } from '../../contract/problem.ts';
import { attachedLines, testLines } from './attached-lines.ts';
import type { RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

interface AttachOptions extends DataOptions {
  readonly name?: string;
  readonly keyFromStdin?: true;
  readonly certificate?: string;
  readonly slots: string;
  readonly prefer?: true;
  readonly model: string[];
  readonly test?: true;
}

export function addAttachCommands(program: Command): void {
  officeCommand(program, 'attach <url>', 'let an external server (Ollama, vLLM, llama-server, LM Studio) answer, too')
    .option('--name <name>', 'what it is called here')
    .option('--key-from-stdin', 'read the key that it wants from the standard input')
    .option('--certificate <file>', 'trust this certificate (PEM) for it')
    .option('--slots <number>', 'requests that it gets at once', String(usualAttachedSlots))
    .option('--prefer', 'ask it before the office’s own machines')
    .option('--model <name[=name here]>', 'use this model of it; repeat for more', collect, [])
    .option('--test', 'only look at it')
    .action((url: string, options: AttachOptions) =>
      withOffice(options, (office, json) => attach(office, url, options, json)),
    );
  officeCommand(program, 'attached', 'the external servers, and how they are').action((options: DataOptions) =>
    withOffice(options, async (office, json) => {
      const servers = await listOf(office);
      if (json) return printJson({ attached: servers });
      if (servers.length === 0) return print('No external server is attached. Attach one with: aivailable attach URL');
      servers.flatMap(attachedLines).forEach(print);
    }),
  );
  officeCommand(program, 'detach <name>', 'stop using an external server, and forget its key').action(
    (name: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const server = (await listOf(office)).find((one) => one.name === name || one.id === name);
        if (!server) return refuse('attached_not_found', `No external server is called ${name}.`);
        await office.call('DELETE', `/control/attached/${server.id}`);
        return json ? printJson({ detached: server.name }) : print(`${server.name} is no longer asked.`);
      }),
  );
}

async function attach(office: RunningOffice, url: string, options: AttachOptions, json: boolean): Promise<void> {
  const key = options.keyFromStdin ? (await text(process.stdin)).trim() : null;
  const certificate = options.certificate === undefined ? null : readPem(options.certificate);
  const target = { url, key, certificate };
  const found = AttachTest.parse(await office.call('POST', '/control/attached/test', target));
  if (options.test) return json ? printJson(found) : testLines(found).forEach(print);
  if (!json) testLines(found).forEach(print);
  if (found.certificate) refuse('attached_certificate', 'Its certificate is not trusted.');
  const more = {
    name: options.name ?? new URL(found.url).host,
    slots: Number(options.slots),
    prefer: options.prefer ?? false,
    models: choiceOf(options.model),
  };
  const view = AttachedView.parse(
    await office.call('POST', '/control/attached', { ...target, url: found.url, ...more }),
  );
  if (json) printJson(view);
  else print(`${view.name} is attached.${found.problem ? ' It is asked again until it answers.' : ''}`);
}

const listOf = async (office: RunningOffice): Promise<AttachedView[]> =>
  AttachedView.array().parse(await office.call('GET', '/control/attached'));

const collect = (value: string, before: string[]): string[] => [...before, value];

function choiceOf(typed: readonly string[]): ModelChoice {
  if (typed.length === 0) return null;
  return typed.map((one) => {
    const [at = one, name = at] = one.split('=', 2);
    return { at, name };
  });
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return refuse('invalid_request', `The certificate ${file} cannot be read.`);
  }
}
