/** What the desktop is started with: npm start passes its own arguments on. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { refuse } from '../../contract/problem.ts';
import { typedPath } from '../base/typed-path.ts';

const Port = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().max(65_535));
const Arguments = z.object({ data: z.string().min(1), port: Port.optional(), 'agents-port': Port.optional() });

export interface DesktopArguments {
  readonly dataDir: string;
  /** In place of the settings' ports; 0 takes any free one. */
  readonly port?: number | undefined;
  readonly agentsPort?: number | undefined;
}

/** @param argv without the program; Chromium's own switches may be among them. @throws ProblemError settings_invalid */
export function readArguments(argv: readonly string[], defaultData: string): DesktopArguments {
  const text = { type: 'string' } as const;
  const options = { data: text, port: text, 'agents-port': text };
  const { values } = parseArgs({ args: [...argv], options, strict: false });
  const read = Arguments.safeParse({ data: defaultData, ...values });
  if (!read.success)
    return refuse('settings_invalid', `--${read.error.issues[0]?.path[0]?.toString()} has no valid value.`);
  return { dataDir: typedPath(read.data.data), port: read.data.port, agentsPort: read.data['agents-port'] };
}

/** The other way round, for the coordinator's process. */
export function writeArguments({ dataDir, port, agentsPort }: DesktopArguments): string[] {
  const ports = { '--port': port, '--agents-port': agentsPort };
  const given = Object.entries(ports).filter(([, value]) => value !== undefined);
  return ['--data', dataDir, ...given.flatMap(([name, value]) => [name, String(value)])];
}
