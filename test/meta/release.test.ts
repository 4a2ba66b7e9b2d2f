import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../support/source/source-files.ts';

const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
const workflow = read('.github/workflows/release.yml');
const include = read('scripts/windows-app/installer.nsh');
const config = read('electron-builder.yml');

describe('the release workflow', () => {
  it('runs only what there is', () => {
    const names = [...workflow.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
    const files = [...workflow.matchAll(/node (\S+\.m?js)/g)].map((match) => match[1] ?? '');
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('tries the window in the real Electron, and what is installed, on every system', () => {
    for (const system of ['ubuntu', 'windows', 'macos']) expect(workflow).toMatch(new RegExp(`os: ${system}-`));
    expect(workflow.match(/npm run test:electron/g)).toHaveLength(2);
    expect(workflow.match(/try-installed\.mjs/g)).toHaveLength(2);
  });

  it('ships hashes and a bill of materials, staged, as a draft', () => {
    for (const word of ['SHA256SUMS', 'cyclonedx', 'stagingPercentage', '--draft']) expect(workflow).toContain(word);
  });

  it('may write nothing but the release, and takes every action by its maker’s version', () => {
    expect(workflow).toContain('permissions:\n  contents: read\n');
    expect(workflow.match(/contents: write/g)).toHaveLength(1);
    const actions = [...workflow.matchAll(/uses: (\S+)/g)].map((match) => match[1] ?? '');
    expect(actions.filter((action) => !/^actions\/[\w-]+@v\d+$/.test(action))).toEqual([]);
  });
});

describe('the app’s installer for Windows', () => {
  it('is for one user, and takes our steps', () => {
    expect(config).toContain('perMachine: false');
    expect(config).toContain('include: scripts/windows-app/installer.nsh');
    expect(include).toMatch(/!macro customInstall\n[\s\S]*addFirewallRule[\s\S]*!macroend/);
    expect(include).toMatch(/!macro customUnInstall\n[\s\S]*removeFirewallRule[\s\S]*!macroend/);
  });

  it('opens the firewall for private networks and nothing else', () => {
    const rules = [...include.matchAll(/firewall add rule (.*)' SW_HIDE/g)].map((match) => match[1] ?? '');
    expect(rules).toHaveLength(1);
    expect(rules[0]).toContain('profile=private');
    expect(rules[0]).not.toMatch(/profile=\S*(public|any|domain)/);
    expect(rules[0]).toContain('program="${PROGRAM}"');
  });
});
