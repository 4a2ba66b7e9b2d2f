import { once } from 'node:events';
import type { Pc } from '../rig/pc.ts';

/** Runs a program on a PC of the rig, under its host name, to its end. @returns what it wrote @throws Error with what it said when it fails */
export async function runOn(pc: Pc, program: string, args: readonly string[]): Promise<string> {
  const child = pc.run(program, args);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  child.stdin.end();
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${said.stderr || said.stdout}`);
  return said.stdout;
}
