/** Bundles that differ from the real one: of another version, or with a byte that is not as its manifest says. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BundleContent, BundleManifest } from '../../../contract/bundle.ts';
import { version } from '../../../common/version.ts';
import { system } from '../../rig/system.ts';

const program = 'agent/node-agent.mjs';
const manifest = 'manifest.json';

const sha256Of = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** A copy whose agent says that it is of another version, with a manifest that fits. @param bundle unpacked */
export async function bundleOfVersion(other: string, bundle: string, folder: string): Promise<void> {
  await copy(bundle, folder);
  const text = readFileSync(path.join(bundle, program), 'utf8');
  const said = new RegExp(`(\\bversion[$\\d]* = )"${version.replaceAll('.', '\\.')}"`);
  if (!said.test(text)) throw new Error(`${program} does not say its version as it did.`);
  const changed = text.replace(said, `$1"${other}"`);
  replace(folder, program, changed);
  const content = BundleContent.parse(JSON.parse(readFileSync(path.join(bundle, manifest), 'utf8')));
  const files = content.files.map((file) =>
    file.path === program ? { ...file, size: Buffer.byteLength(changed), sha256: sha256Of(changed) } : file,
  );
  replace(folder, manifest, JSON.stringify({ ...content, version: other, files }));
}

/** Puts a bundle with one byte changed in the place of an office's own; the office cannot tell, as the manifest beside it fits. */
export async function damageBundle(bundles: string, bundle: string, folder: string): Promise<void> {
  await copy(bundle, folder);
  const damaged = readFileSync(path.join(bundle, 'LICENSE'));
  damaged.writeUInt8(damaged.readUInt8(0) ^ 1, 0);
  replace(folder, 'LICENSE', damaged);
  const file = path.join(bundles, 'linux-x64.json');
  const about = BundleManifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  const archive = path.join(bundles, about.file);
  // It may be a link to the real one.
  rmSync(archive);
  const pack = 'cd "$0" && find . -type f -printf "%P\\n" | tar -c --format=ustar -T - | gzip -1 >"$1"';
  await system('sh', '-ec', pack, folder, archive);
  const content = readFileSync(archive);
  rmSync(file);
  writeFileSync(file, JSON.stringify({ ...about, size: content.length, sha256: sha256Of(content) }));
}

/** Links to the same files, which cost nothing until they are replaced. */
const copy = (from: string, to: string): Promise<string> => system('cp', '-al', from, to);

function replace(folder: string, name: string, content: string | Buffer): void {
  rmSync(path.join(folder, name));
  writeFileSync(path.join(folder, name), content);
}
