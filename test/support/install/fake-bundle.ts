/** Bundles that are real in all but their content: a shell script stands for Node, so that they are small and start at once. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Platform } from '../../../contract/bundle.ts';
import { packFolder } from '../../../scripts/bundle/pack-folder.mjs';

interface FakeBundle {
  /** Unpacked. */
  readonly folder: string;
  /** Packed. */
  readonly archive: string;
  readonly size: number;
  readonly sha256: string;
}

interface FakeBundleOptions {
  readonly version?: string;
  readonly platform?: Platform;
  /** What `bin/node` does, as POSIX sh. By default it says the version. */
  readonly node?: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** @param parent folder that it is made in */
export async function makeFakeBundle(parent: string, options: FakeBundleOptions = {}): Promise<FakeBundle> {
  const { version = '0.1.0', platform = 'linux-x64', node = `echo ${version}`, more = {} } = options;
  const folder = path.join(parent, `bundle-${version}`);
  const files = {
    'bin/node': `#!/bin/sh\n${node}\n`,
    'agent/node-agent.mjs': '// the agent\n',
    LICENSE: 'MIT\n',
    ...more,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  chmodSync(path.join(folder, 'bin/node'), 0o755);
  const archive = path.join(parent, `aivailable-agent-${version}-${platform}.tar.gz`);
  const { size, sha256 } = await packFolder(folder, archive, { version, platform, executable: ['bin/node'] });
  return { folder, archive, size, sha256 };
}
