/** An unpacked bundle, held against the manifest that it brings. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sha256OfFile } from '../../common/sha256-of-file.ts';
import { BundleContent } from '../../contract/bundle.ts';
import { refuse } from '../../contract/problem.ts';

export const manifestFile = 'manifest.json';
const manifestLimit = 2 * 1024 * 1024;

/** @throws ProblemError bundle_damaged */
export function readContent(folder: string): BundleContent {
  const file = path.join(folder, manifestFile);
  try {
    if (lstatSync(file).size > manifestLimit) throw new Error('it is too large');
    return BundleContent.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return refuse('bundle_damaged', `The bundle’s ${manifestFile} is missing, or cannot be read.`);
  }
}

/**
 * Looks at every file: each that the manifest names is there with these very bytes, and there is no other.
 * @throws ProblemError bundle_damaged; the signal's reason
 */
export async function checkContent(folder: string, { files }: BundleContent, signal?: AbortSignal): Promise<void> {
  const named = new Set(files.map((file) => file.path));
  const foreign = entriesOf(folder).find((entry) => entry !== manifestFile && !named.has(entry));
  if (foreign !== undefined) refuse('bundle_damaged', `The bundle holds ${foreign}, which its manifest does not name.`);
  for (const file of files) {
    const place = path.join(folder, ...file.path.split('/'));
    const facts = lstatSync(place, { throwIfNoEntry: false });
    if (!facts?.isFile()) refuse('bundle_damaged', `The bundle lacks ${file.path}.`);
    if (facts.size !== file.size || (await sha256OfFile(place, signal)) !== file.sha256) {
      refuse('bundle_damaged', `${file.path} in the bundle is not what its manifest says.`);
    }
  }
}

/** All that is no folder, with forward slashes. */
const entriesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
