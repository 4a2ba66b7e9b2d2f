/** An office on the rig, and another PC of it that calls its API with curl. */
import path from 'node:path';
import { z } from 'zod';
import type { Pc } from '../rig/pc.ts';
import { Rig } from '../rig/rig.ts';
import { RigOffice } from './rig-office.ts';
import { runOn } from './run-on.ts';

const MadeKey = z.object({ key: z.string() });

interface Said {
  readonly status: number;
  /** Where it is sent on to; empty: nowhere. */
  readonly to: string;
  readonly text: string;
}

export interface RigCaller {
  readonly rig: Rig;
  readonly office: RigOffice;
  readonly pc: Pc;
  /** Of that PC's own. */
  readonly key: string;
  /** Where it keeps the office's CA once it has it. */
  readonly ca: string;
  /** What that PC is told at a URL. @param more of curl */
  readonly ask: (url: string, ...more: readonly string[]) => Promise<Said>;
}

export async function openRigCaller(): Promise<RigCaller> {
  const rig = await Rig.make();
  const office = await RigOffice.open(rig);
  const pc = await rig.addPc(1);
  const { key } = MadeKey.parse(JSON.parse(await office.command('key', 'new', 'laptop', '--json')));
  return { rig, office, pc, key, ca: path.join(rig.folder, 'loaded.crt'), ask: (...words) => curl(pc, ...words) };
}

async function curl(pc: Pc, url: string, ...more: readonly string[]): Promise<Said> {
  const form = String.raw`\n%{http_code} %{redirect_url}`;
  const resolve = ['--resolve', 'coordinator.local:8422:10.77.0.2'];
  const said = await runOn(pc, 'curl', ['-sS', ...resolve, '-w', form, ...more, url]);
  const end = said.lastIndexOf('\n');
  const [status, to = ''] = said.slice(end + 1).split(' ');
  return { status: Number(status), to, text: said.slice(0, end) };
}
