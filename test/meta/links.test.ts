/** What the documents lead to is there: pictures, files, folders. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/source/source-files.ts';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
];

it.each(documents)('%s leads nowhere that is not there', (name) => {
  const text = readFileSync(path.join(root, name), 'utf8');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map((found) => found[1] ?? found[2] ?? '');
  const files = targets
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => target.split('#')[0] ?? '');
  const missing = files.filter((file) => !existsSync(path.join(root, path.dirname(name), file)));
  expect(missing).toEqual([]);
});
