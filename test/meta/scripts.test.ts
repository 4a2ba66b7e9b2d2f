import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { version } from '../../common/version.ts';
import { root } from '../support/source/source-files.ts';

const Package = z.object({ version: z.string(), scripts: z.record(z.string(), z.string()) });
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const { scripts, version: packageVersion } = Package.parse(JSON.parse(read('package.json')));

describe('the scripts', () => {
  it.each(Object.entries(scripts))('"npm run %s" runs what is there: %s', (_name, command) => {
    const file = /^node (\S+)$/.exec(command)?.[1];
    const program = file ?? path.join('node_modules', '.bin', command.split(' ')[0] ?? '');
    expect(existsSync(path.join(root, program))).toBe(true);
  });

  it('have the plain names that a newcomer looks for', () => {
    const names = [
      'start',
      'test',
      'test:win32',
      'test:electron',
      'check',
      'bench',
      'bundle',
      'dist',
      'rig',
      'chaos',
      'simulate',
      'properties',
    ];
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(names));
  });

  it('let the CI run the same tests as a person', () => {
    const lines = read('.ci/run').split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
      'set -euo pipefail',
      'cd "$(dirname "$0")/.."',
      'npm test',
      'npm run test:win32',
    ]);
    expect(lines[0]).toBe('#!/usr/bin/env bash');
    expect(statSync(path.join(root, '.ci', 'run')).mode & 0o111).not.toBe(0);
  });

  it('agree with the program on its version', () => expect(version).toBe(packageVersion));
});
