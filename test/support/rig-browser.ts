/** Chromium on a PC of the rig: its page is opened there, and driven from here. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { Pc } from '../rig/pc.ts';
import { onPc } from '../rig/pc.ts';
import { chromiumProgram, openBrowser } from './browser.ts';

/** @param folder for the program that starts it there */
export function openBrowserOn({ name, namespace }: Pc, folder: string): Promise<Browser> {
  const program = path.join(folder, 'chromium-there');
  const words = onPc(name, namespace, [chromiumProgram]).map((word) => `'${word}'`);
  writeFileSync(program, `#!/bin/sh\nexec ip ${words.join(' ')} "$@"\n`, { mode: 0o755 });
  return openBrowser(program);
}
