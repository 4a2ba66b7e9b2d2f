/** Chromium of a person who has made their PC trust a CA: it stands in the certificate store of that user, as certutil puts it there. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { browserArguments, chromiumProgram } from './browser.ts';

/** @param home an empty folder, for that user @param ca file with a certificate in PEM; null: none is trusted */
export function openBrowserThatTrusts(home: string, ca: string | null): Promise<Browser> {
  if (ca !== null) {
    // Chromium has moved its store once already.
    for (const place of ['.pki/nssdb', '.local/share/pki/nssdb']) {
      const store = path.join(home, place);
      mkdirSync(store, { recursive: true });
      execFileSync('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
      execFileSync('certutil', ['-A', '-d', `sql:${store}`, '-n', 'office', '-t', 'C,,', '-i', ca]);
    }
  }
  return chromium.launch({
    executablePath: chromiumProgram,
    args: [...browserArguments],
    env: { ...process.env, HOME: home },
  });
}
