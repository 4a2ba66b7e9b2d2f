/** The accepted pictures of the window, in docs/pictures: what is seen now is held against them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { root } from './source/source-files.ts';

/** npm run pictures: what is seen now is accepted. */
const accepts = process.env['AIVAILABLE_ACCEPT_PICTURES'] === '1';
const accepted = path.join(root, 'docs', 'pictures');
/** What was seen instead, and where it differs. */
const differing = path.join(root, '.cache', 'pictures');
/** Of all its pixels, in parts: fonts are drawn a little otherwise by another build of Chromium. */
const mostDiffering = 0.002;

/** @returns what is wrong in a sentence; null: it looks as it was accepted, or is accepted now. */
export async function differenceOf(page: Page, name: string): Promise<string | null> {
  const file = path.join(accepted, `${name}.png`);
  const before = existsSync(file) ? PNG.sync.read(readFileSync(file)) : null;
  const first = await taken(page);
  // What is accepted was at rest, and so is what is like it in every pixel.
  if (before && isLike(before, PNG.sync.read(first))) return null;
  const seen = await stillPicture(page, first);
  const now = PNG.sync.read(seen);
  const { width, height } = now;
  const isAsLarge = before?.width === width && before.height === height;
  const difference = new PNG({ width, height });
  const count = isAsLarge ? pixelmatch(before.data, now.data, difference.data, width, height) : width * height;
  if (count <= mostDiffering * width * height) return null;
  if (accepts) {
    write(file, packed(now));
    return null;
  }
  write(path.join(differing, `${name}.png`), seen);
  if (isAsLarge) write(path.join(differing, `${name}.difference.png`), PNG.sync.write(difference));
  const how = before ? `${count} of ${width * height} pixels differ` : 'there is no accepted picture';
  return `${name}: ${how}; see .cache/pictures, and npm run pictures to accept what is seen.`;
}

const taken = (page: Page): Promise<Buffer> => page.screenshot({ animations: 'disabled' });

const isLike = (one: PNG, other: PNG): boolean =>
  one.width === other.width && one.height === other.height && one.data.equals(other.data);

/** Taken anew until two are alike: what is measured while drawing comes a frame later. */
async function stillPicture(page: Page, first: Buffer): Promise<Buffer> {
  let last = first;
  for (let tries = 0; tries < 10; tries += 1) {
    const next = await taken(page);
    if (next.equals(last)) return next;
    last = next;
  }
  throw new Error(`${page.url()} does not come to rest.`);
}

/** Small: no colour behind it shines through, and what is seen repeats itself. */
const packed = (picture: PNG): Buffer =>
  PNG.sync.write(picture, { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 });

function write(file: string, content: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}
