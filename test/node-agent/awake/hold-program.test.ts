import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { holdProgram } from '../../../node-agent/awake/hold-program.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

/** A program of a shell's, written for the test. */
function program(body: string) {
  const folder = tempDir();
  const file = path.join(folder, 'inhibit');
  writeFileSync(file, `#!/bin/sh\ncd "$(dirname "$0")"\n${body}\n`);
  chmodSync(file, 0o755);
  return { file, at: (name: string) => path.join(folder, name) };
}

it('a held program runs until it is let go', async () => {
  const { file, at } = program('touch started; exec cat');
  const held = holdProgram({ program: file, args: [] });
  await until('it runs', () => existsSync(at('started')));
  held.end();
  expect(await held.ended).toBeNull();
});

it('ends with its standard input, as when the agent is killed', async () => {
  const { file, at } = program("trap '' TERM; touch started; cat; touch ended");
  const held = holdProgram({ program: file, args: [] });
  await until('it runs', () => existsSync(at('started')));
  held.end();
  await held.ended;
  expect(existsSync(at('ended'))).toBe(true);
});

it('that ends by itself says why, and so does one that is not there', async () => {
  const { file } = program('echo "Failed to inhibit: Access denied" >&2; exit 1');
  expect(await holdProgram({ program: file, args: [] }).ended).toMatch(
    /ended \(1\): Failed to inhibit: Access denied$/,
  );
  expect(await holdProgram({ program: `${file}-not-there`, args: [] }).ended).toMatch(/cannot be run: .*ENOENT/);
});
