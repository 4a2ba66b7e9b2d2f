/** Pictures of a page for who looks at them afterwards. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from './source/source-files.ts';

const folder = path.join(root, '.cache', 'screenshots');

/** In both schemes: NAME-light.png and NAME-dark.png. @param look called in each */
export async function shoot(page: Page, name: string, look: (scheme: string) => unknown = () => null): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`) });
    await look(colorScheme);
  }
}
