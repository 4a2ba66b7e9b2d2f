import { describe, expect, it } from 'vitest';
import { importsOf, packageOf, type Import } from '../support/source/imports-of.ts';
import { sourceFiles } from '../support/source/source-files.ts';

/**
 * Who may import whom. A room is a folder of main/, node-agent/ or renderer/; the files beside the folders are the room named
 * for the program itself. What stands here is allowed, and nothing else.
 */
const arrows: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  // What coordinator and agent both need of Node.
  common: ['contract'],
  // What people read, in each language.
  words: [],
  // Decisions: pure functions of plain values.
  'main/planner': ['contract'],
  'main/router': ['contract'],
  'main/base': ['contract', 'common'],
  'main/settings': ['contract', 'common', 'main/base'],
  'main/ledger': ['contract', 'common', 'main/base'],
  'main/certificates': ['contract', 'common', 'main/base'],
  'main/front': ['contract', 'common', 'main/base'],
  'main/link': ['contract', 'common', 'main/base'],
  'main/inventory': ['contract', 'common', 'main/base', 'main/ledger'],
  'main/library': ['contract', 'common', 'main/base', 'main/ledger'],
  'main/copies': ['contract', 'common', 'main/base', 'main/library', 'main/link'],
  'main/attached': ['contract', 'common', 'main/base', 'main/gateway', 'main/ledger'],
  'main/discovery': ['contract', 'common', 'main/base'],
  'main/diagnostics': ['contract', 'common', 'main/base', 'main/ledger', 'main/settings'],
  'main/enrolment': ['contract', 'common', 'main/base', 'main/link', 'main/ledger'],
  'main/backup': [
    'contract',
    'common',
    'main/base',
    'main/certificates',
    'main/ledger',
    'main/library',
    'main/link',
    'main/settings',
  ],
  'main/installer': ['contract', 'common', 'words', 'main/base', 'main/enrolment', 'main/ledger'],
  'main/deployer': ['contract', 'common', 'main/base', 'main/link', 'main/inventory', 'main/library'],
  'main/placement': [
    'contract',
    'common',
    'main/base',
    'main/deployer',
    'main/inventory',
    'main/planner',
    'main/ledger',
    'main/settings',
  ],
  'main/wake': ['contract', 'common', 'main/base', 'main/inventory', 'main/ledger', 'main/planner'],
  'main/gateway': ['contract', 'common', 'main/base', 'main/router'],
  'main/activity': ['contract', 'common', 'main/base', 'main/gateway', 'main/inventory', 'main/ledger'],
  'main/people': ['contract', 'common', 'main/base', 'main/ledger'],
  'main/control': [
    'contract',
    'common',
    'words',
    'main/base',
    'main/gateway',
    'main/inventory',
    'main/ledger',
    'main/library',
  ],
  'main/coordinator': [
    'contract',
    'common',
    'main/base',
    'main/activity',
    'main/attached',
    'main/backup',
    'main/certificates',
    'main/control',
    'main/copies',
    'main/deployer',
    'main/diagnostics',
    'main/discovery',
    'main/enrolment',
    'main/front',
    'main/gateway',
    'main/installer',
    'main/inventory',
    'main/ledger',
    'main/library',
    'main/link',
    'main/people',
    'main/placement',
    'main/planner',
    'main/router',
    'main/settings',
    'main/wake',
  ],
  // It reads the books of an office that does not run, and says which port is free.
  'main/cli': [
    'contract',
    'common',
    'main/backup',
    'main/base',
    'main/certificates',
    'main/coordinator',
    'main/diagnostics',
    'main/front',
    'main/ledger',
    'main/library',
    'main/planner',
    'main/settings',
  ],
  'main/electron': ['contract', 'common', 'words', 'main/base', 'main/coordinator', 'main/settings'],
  'node-agent': ['contract', 'common', 'node-agent/*'],
  'node-agent/awake': ['contract', 'common'],
  'node-agent/base': ['contract', 'common'],
  'node-agent/commands': [
    'contract',
    'common',
    'node-agent/base',
    'node-agent/hardware',
    'node-agent/link',
    'node-agent/service',
  ],
  'node-agent/engine': ['contract', 'common'],
  'node-agent/discovery': ['contract', 'common'],
  'node-agent/hardware': ['contract', 'common', 'node-agent/base', 'node-agent/engine'],
  'node-agent/link': ['contract', 'common', 'node-agent/base'],
  'node-agent/model-store': ['contract', 'common', 'node-agent/base'],
  'node-agent/service': ['contract', 'common'],
  'node-agent/replicas': ['contract', 'common', 'node-agent/base', 'node-agent/engine', 'node-agent/model-store'],
  renderer: [],
  'renderer/app': ['contract', 'words', 'renderer/data', 'renderer/features', 'renderer/styles', 'renderer/ui'],
  'renderer/features': ['contract', 'words', 'renderer/data', 'renderer/ui'],
  'renderer/data': ['contract', 'words'],
  'renderer/ui': ['contract', 'words'],
};

/** Packages that only some rooms may have; every other package of package.json is free for main/ and node-agent/. */
const packages: Readonly<Record<string, RegExp>> = {
  electron: /^main\/electron\//,
  'electron-store': /^main\/electron\//,
  'electron-updater': /^main\/electron\//,
  // Where it is imported, the process may be aborted by it: child processes only.
  'node-llama-cpp': /^node-agent\/(engine|hardware\/gpu-probe\.ts$)/,
  express: /^main\/(control|gateway)\//,
  '@peculiar/x509': /^main\/certificates\//,
  '@peculiar/asn1-x509': /^main\/certificates\//,
  '@peculiar/asn1-schema': /^main\/certificates\//,
  commander: /^main\/cli\//,
  'eventsource-parser': /^main\/attached\//,
  'csv-stringify': /^main\/control\//,
  'prom-client': /^main\/activity\//,
};

/** What these may import beside files; every other room is not limited here. */
const purePackages: Readonly<Record<string, readonly string[]>> = {
  contract: ['zod'],
  words: ['i18next'],
  common: ['bonjour-service', 'node:', 'pino', 'zod'],
  'main/planner': [],
  'main/router': [],
};

const files = sourceFiles();
const imports = files.flatMap((file) => importsOf(file).map((one) => ({ ...one, from: file.name })));

function roomOf(file: string): string {
  const [program = '', folder = '', ...deeper] = file.split('/');
  return program === 'contract' || program === 'words' || deeper.length === 0 ? program : `${program}/${folder}`;
}

function isAllowed(from: string, { target }: Import): boolean {
  const here = roomOf(from);
  const there = roomOf(target);
  const allowed = arrows[here] ?? [];
  return here === there || allowed.includes(there) || allowed.includes(`${there.split('/')[0]}/*`);
}

describe('the arrows between the rooms', () => {
  it('lead only where the table allows', () => {
    const wrong = imports.filter((one) => one.isFile && !isAllowed(one.from, one));
    expect(wrong.map((one) => one.where)).toEqual([]);
  });

  it('name every room that there is, and none that there is not', () => {
    const rooms = new Set(files.map((file) => roomOf(file.name)));
    expect(new Set(Object.keys(arrows))).toEqual(rooms);
  });

  it('name no room by a pattern that would hide one', () => {
    const known = new Set([...Object.keys(arrows), 'renderer/styles', 'node-agent/*']);
    expect(
      Object.values(arrows)
        .flat()
        .filter((room) => !known.has(room)),
    ).toEqual([]);
  });

  it('keep each special package in its rooms', () => {
    const wrong = imports.filter((one) => !one.isFile && !(packages[packageOf(one.target)]?.test(one.from) ?? true));
    expect(wrong.map((one) => one.where)).toEqual([]);
  });

  it('bring into contract and common only what stands there, and nothing at all into the rooms that decide', () => {
    const wrong = imports.filter((one) => {
      const allowed = purePackages[roomOf(one.from)];
      return !one.isFile && allowed !== undefined && !allowed.includes(packageOf(one.target));
    });
    expect(wrong.map((one) => one.where)).toEqual([]);
  });

  it('bring nothing of Node into the page', () => {
    const wrong = imports.filter((one) => one.from.startsWith('renderer/') && packageOf(one.target) === 'node:');
    expect(wrong.map((one) => one.where)).toEqual([]);
  });

  it('are seen in every form that an import can have', () => {
    const text = [
      "import a from './a.ts';",
      "import type { B } from '../b.ts';",
      'import {',
      '  c,',
      "} from './c.ts';",
      "import './d.css';",
      "export { e } from './e.ts';",
      "const f = await import('./f.ts');",
      "const g = require('electron');",
      "// from 'nowhere'",
    ].join('\n');
    expect(importsOf({ name: 'main/x/y.ts', text }).map((one) => one.target)).toEqual([
      'main/x/a.ts',
      'main/b.ts',
      'main/x/c.ts',
      'main/x/d.css',
      'main/x/e.ts',
      'main/x/f.ts',
      'electron',
    ]);
  });
});
