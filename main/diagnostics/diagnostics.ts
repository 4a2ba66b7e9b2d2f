/**
 * Diagnostics: one text that helps somebody else to find a fault, made to be sent around. It names machines, addresses, models and what
 * happened; no key, password or token, and nothing of a conversation.
 */
import os from 'node:os';
import { version } from '../../common/version.ts';
import type { ActivityEvent } from '../../contract/activity.ts';
import type { OfficeState } from '../../contract/control-api.ts';
import { crashesIn } from './crashes-in.ts';
import { lastLines } from './last-lines.ts';
import { linesOfOffice } from './lines-of-office.ts';
import { secretsOf } from './secrets-of.ts';
import { settingsWithoutSecrets } from './settings-without-secrets.ts';
import { withoutSecrets } from './without-secrets.ts';

interface DiagnosticsParts {
  readonly dataDir: string;
  /** Null: the office does not run, or does not answer. */
  readonly state: OfficeState | null;
  /** Newest first. */
  readonly events: readonly ActivityEvent[];
}

const logs = ['logs/coordinator.log', 'logs/desktop.log', 'agent/agent.log'];

export function makeDiagnostics({ dataDir, state, events }: DiagnosticsParts): string {
  const sections: [title: string, lines: readonly string[]][] = [
    ['Program', linesOfProgram()],
    ['Office', state === null ? ['It does not run.'] : linesOfOffice(state)],
    ['Settings', [settingsWithoutSecrets(dataDir)]],
    ['Crash reports', crashesIn(dataDir)],
    ['What happened, newest first', events.map(lineOf)],
    ...logs.map((file): [string, readonly string[]] => [file, lastLines(dataDir, file)]),
  ];
  const text = sections.map(([title, lines]) => [`## ${title}`, ...lines, ''].join('\n')).join('\n');
  return withoutSecrets(`# AIvailable diagnostics, ${new Date().toISOString()}\n\n${text}`, {
    secrets: secretsOf(dataDir),
    home: os.homedir(),
  });
}

function linesOfProgram(): string[] {
  const { node, electron } = process.versions as { node: string; electron?: string };
  const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron}, Node ${node}`;
  const gb = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`;
  return [
    `AIvailable ${version}, ${runtime}`,
    `${os.type()} ${os.release()} ${os.arch()}, ${os.cpus()[0]?.model ?? 'a processor'} × ${os.cpus().length}`,
    `${gb(os.totalmem())} of memory, ${gb(os.freemem())} free; up for ${Math.round(os.uptime() / 3600)} h`,
  ];
}

const lineOf = ({ at, sentence, reason, who }: ActivityEvent): string =>
  `${new Date(at).toISOString()} ${sentence}.${reason === '' ? '' : ` ${reason}`}${who === null ? '' : ` (${who})`}`;
