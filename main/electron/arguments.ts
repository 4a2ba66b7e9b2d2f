/** What the desktop is started with: npm start passes its own arguments on. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { refuse } from '../../contract/problem.ts';
import { typedPath } from '../base/typed-path.ts';
import { isLink } from './wish.ts';

const Port = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().max(65_535));
const Arguments = z.object({
  data: z.string().min(1),
  port: Port.optional(),
  'agents-port': Port.optional(),
  hidden: z.boolean().default(false),
});

export interface DesktopArguments {
  readonly dataDir: string;
  /** In place of the settings' ports; 0 takes any free one. */
  readonly port?: number | undefined;
  readonly agentsPort?: number | undefined;
  /** Started with the PC: the office serves, and no window opens where a tray can bring it. */
  readonly hidden?: boolean | undefined;
}

/** @param argv without the program; Chromium's own switches may be among them. @throws ProblemError settings_invalid */
export function readArguments(argv: readonly string[], defaultData: string): DesktopArguments {
  const text = { type: 'string' } as const;
  const options = { data: text, port: text, 'agents-port': text, hidden: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args: beforeLink(argv), options, strict: false });
  const read = Arguments.safeParse({ data: defaultData, ...values });
  if (!read.success)
    return refuse('settings_invalid', `--${read.error.issues[0]?.path[0]?.toString()} has no valid value.`);
  const { data, port, 'agents-port': agentsPort, hidden } = read.data;
  return { dataDir: typedPath(data), port, agentsPort, hidden };
}

/** A link comes from any web page: what stands behind it is not the person's word. */
function beforeLink(argv: readonly string[]): string[] {
  const at = argv.findIndex(isLink);
  return at < 0 ? [...argv] : argv.slice(0, at);
}

/** The other way round, for the coordinator's process. */
export function writeArguments({ dataDir, port, agentsPort }: DesktopArguments): string[] {
  const ports = { '--port': port, '--agents-port': agentsPort };
  const given = Object.entries(ports).filter(([, value]) => value !== undefined);
  return ['--data', dataDir, ...given.flatMap(([name, value]) => [name, String(value)])];
}
