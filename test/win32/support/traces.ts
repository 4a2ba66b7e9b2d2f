/** What lies on a Wine PC's disk and in its user's registry, to compare before and after. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { WinePc } from './wine-pc.ts';

export interface Traces {
  /** Windows paths of files and folders. */
  readonly files: readonly string[];
  /** Keys, and values with their keys. */
  readonly registry: readonly string[];
}

/** Wine's own notes, which change whatever runs. */
const ofWine = /^\[?HKEY_CURRENT_USER\\(Software\\Wine|Volatile Environment)/;

export async function tracesOf(pc: WinePc): Promise<Traces> {
  const exported = pc.disk('C:\\registry.reg');
  const { code, stderr } = await pc.run('reg.exe', ['export', 'HKCU', 'C:\\registry.reg', '/y']);
  if (code !== 0) throw new Error(`reg export ended with ${code}: ${stderr}`);
  const registry = entriesOf(readFileSync(exported, 'utf16le'));
  rmSync(exported);
  const files = readdirSync(pc.disk('C:\\'), { recursive: true, encoding: 'utf8' });
  return { files: files.map((file) => `C:\\${file.replaceAll(path.sep, '\\')}`).toSorted(), registry };
}

function entriesOf(text: string): string[] {
  const entries: string[] = [];
  let key = '';
  for (const line of text.split('\r\n')) {
    if (line.startsWith('[')) key = line.slice(1, -1);
    if (line !== '' && !ofWine.test(key)) entries.push(line.startsWith('[') ? key : `${key} ${line}`);
  }
  return entries.toSorted();
}
