/** A folder of bundles that are handed out, as the build would have made it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import type { BundleManifest, BundleName } from '../../../contract/bundle.ts';

/** Puts `content` there as the bundle of this name, with its manifest. @returns the archive */
export function putBundle(folder: string, name: BundleName, content: Buffer, version = '0.1.0'): string {
  const file =
    name === 'win-x64-setup' ? `aivailable-agent-${version}-win-x64.exe` : `aivailable-agent-${version}-${name}.tar.gz`;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const manifest: BundleManifest = { name, version, file, size: content.length, sha256 };
  writeFileSync(path.join(folder, file), content);
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(manifest));
  return path.join(folder, file);
}

/** Changes one byte in the middle of a file, and nothing else about it that shows. */
export function changeOneByte(file: string): void {
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
