import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { runTool, ToolOutput } from '../../../node-agent/hardware/run-tool.ts';

const folder = path.resolve(import.meta.dirname, '../../fixtures/hardware');

export const fixtureText = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

const Windows = z.record(z.enum(['sizes', 'drivers', 'places', 'adapters', 'counters']), z.string());

/** The tools of a Windows PC by its name: PowerShell and `reg query`, which answer what stands in the fixture. */
export function windowsTools(machine: string): { run: typeof runTool; calls: string[] } {
  const answers = Windows.parse(JSON.parse(fixtureText(`${machine}.windows.json`)));
  const calls: string[] = [];
  const answerTo = (program: string, args: readonly string[]): string => {
    if (program === 'powershell.exe') return answers.counters;
    if (args.includes('HardwareInformation.qwMemorySize')) return answers.sizes;
    if (args.includes('Driver')) return answers.drivers;
    return args.includes('LocationInformation') ? answers.places : answers.adapters;
  };
  const run = (program: string, args: readonly string[]): Promise<ToolOutput> => {
    calls.push(program);
    return Promise.resolve({ kind: 'text', text: answerTo(program, args) });
  };
  return { run, calls };
}
