/** A hub with the layout of Hugging Face's on a PC of the rig of its own: the demo model's bytes stand for each of its files. */
import { appendFileSync, copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Rig } from '../rig/rig.ts';
import { RigProgram } from '../rig/rig-program.ts';
import { demoFile } from './engine/demo-spec.ts';
import { until } from './until.ts';

/** No test has so many PCs that it needs this one. */
const pcNumber = 90;
const address = '10.77.0.100';
const port = 9_000;

/** What an office is started with that gets its models there. */
export const withHub = (): NodeJS.ProcessEnv => ({ ...process.env, HF_ENDPOINT: `http://${address}:${port}/` });

/** Opens it; it ends with the rig. @param files "OWNER/NAME/FILE", each of them another one */
export async function openHub(rig: Rig, files: readonly string[]): Promise<void> {
  const folder = path.join(rig.folder, 'hub');
  files.forEach((file, index) => {
    const at = path.join(folder, file);
    mkdirSync(path.dirname(at), { recursive: true });
    copyFileSync(demoFile, at);
    // Bytes behind the tensors: the same model, and another file.
    appendFileSync(at, 'x'.repeat(index + 1));
  });
  const pc = await rig.addPc(pcNumber);
  const hub = new RigProgram(pc, 'hub', [folder, address, String(port)], z.object({ open: z.boolean() }));
  await until('the hub serves', () => hub.last);
}
