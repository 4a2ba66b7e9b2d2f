#!/usr/bin/env node
// In the place of fpm, which electron-builder fetches from where a closed network does not reach: takes electron-builder's own arguments
// and makes the same package with dpkg-deb. The content, the control file, the scripts and the desktop's files are electron-builder's.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const flags = new Set(['--force', '--debug']);
const given = new Map();
const contents = [];
const args = process.argv.slice(2);
while (args.length > 0) {
  const name = args.shift();
  if (flags.has(name)) continue;
  if (name.startsWith('-')) given.set(name, [...(given.get(name) ?? []), args.shift()]);
  else contents.push(name);
}
const one = (name) => given.get(name)?.at(-1) ?? '';

const tree = mkdtempSync(path.join(os.tmpdir(), 'aivailable-deb-'));
try {
  for (const content of contents) {
    const at = content.lastIndexOf('=');
    const [from, to] = [content.slice(0, at), path.join(tree, content.slice(at + 1))];
    mkdirSync(path.dirname(to), { recursive: true });
    if (statSync(from).isDirectory()) cpSync(from, to, { recursive: true });
    else copyFileSync(from, to);
  }
  const control = path.join(tree, 'DEBIAN');
  mkdirSync(control);
  const [synopsis, ...more] = one('--description').split('\n');
  const lines = [
    `Package: ${one('--name')}`,
    `Version: ${one('--version')}`,
    `License: ${one('--license')}`,
    `Vendor: ${one('--vendor')}`,
    `Architecture: ${one('--architecture')}`,
    `Maintainer: ${one('--maintainer')}`,
    `Depends: ${(given.get('-d') ?? []).join(', ')}`,
    `Recommends: ${(given.get('--deb-recommends') ?? []).join(', ')}`,
    'Section: default',
    `Priority: ${one('--deb-priority')}`,
    `Homepage: ${one('--url')}`,
    `Description: ${synopsis}`,
    ...more.map((line) => ` ${line.trim()}`),
  ];
  writeFileSync(path.join(control, 'control'), `${lines.join('\n')}\n`);
  for (const [file, option] of [
    ['postinst', '--after-install'],
    ['postrm', '--after-remove'],
  ]) {
    copyFileSync(one(option), path.join(control, file));
    chmodSync(path.join(control, file), 0o755);
  }
  // Quick to make and to unpack: it is for this PC.
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, one('--package')], {
    stdio: 'inherit',
  });
} finally {
  rmSync(tree, { recursive: true, force: true });
}
