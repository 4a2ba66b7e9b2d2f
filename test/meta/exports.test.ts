import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { productFolders, sourceFiles, type SourceFile } from '../support/source/source-files.ts';

const declared = /^export (?:async |abstract )?(?:const|let|function\*?|class|interface|type) (\w+)/gm;
const listed = /^export (?:type )?\{([^}]*)\}(?! from)/gm;
const named = /\b(?:import|export)\s+(?:type\s+)?(?:\w+\s*,\s*)?\{([^}]*)\}\s*from\s*'(\.[^']*)'/g;
/** A whole module: every name of it may be used. */
const whole = /\bimport\s*(?:\*\s+as\s+\w+\s+from\s+|\(\s*)'(\.[^']*)'/g;

/** "Gpu", "b" of "type Gpu, a as b" where names go out; "Gpu", "a" where they come in. */
const namesIn = (list: string, side: 'out' | 'in'): string[] =>
  list
    .split(',')
    .map((one) =>
      one
        .trim()
        .replace(/^type /, '')
        .split(/\s+as\s+/),
    )
    .map((parts) => (side === 'out' ? parts.at(-1) : parts[0]) ?? '')
    .filter((name) => name !== '');

const exportsOf = ({ text }: SourceFile): Set<string> =>
  new Set([
    ...[...text.matchAll(declared)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(listed)].flatMap((match) => namesIn(match[1] ?? '', 'out')),
  ]);

/** "contract/errors.ts Problem" for each name that a file imports; "contract/errors.ts *" for a whole module. */
function usesIn({ name, text }: SourceFile): string[] {
  const resolve = (written = ''): string => path.posix.join(path.posix.dirname(name), written);
  return [
    ...[...text.matchAll(named)].flatMap((match) =>
      namesIn(match[1] ?? '', 'in').map((one) => `${resolve(match[2])} ${one}`),
    ),
    ...[...text.matchAll(whole)].map((match) => `${resolve(match[1])} *`),
  ];
}

function unused(exporting: readonly SourceFile[], importing: readonly SourceFile[]): string[] {
  const used = new Set(importing.flatMap(usesIn));
  return exporting
    .filter(({ name }) => !used.has(`${name} *`))
    .flatMap((file) => [...exportsOf(file)].map((name) => `${file.name} ${name}`))
    .filter((one) => !used.has(one));
}

describe('the exports', () => {
  it('are each imported somewhere', () => {
    const everything = sourceFiles([...productFolders, 'test', 'bench', 'scripts']);
    expect(unused(sourceFiles(), everything)).toEqual([]);
  });

  it('of the tests’ support are each imported somewhere', () => {
    const everything = sourceFiles(['test', 'bench']);
    expect(unused(sourceFiles(['test/support']), everything)).toEqual([]);
  });

  it('are seen in every form that they and their imports can have', () => {
    const file = {
      name: 'a/b.ts',
      text: 'export const c = 1;\nexport type D = 1;\nexport { e as f };\nconst g = 1;\n',
    };
    const imports = (text: string): string[] => unused([file], [{ name: 'x/y.ts', text }]);
    expect(imports('')).toEqual(['a/b.ts c', 'a/b.ts D', 'a/b.ts f']);
    expect(imports("import h, { c, type D } from '../a/b.ts';")).toEqual(['a/b.ts f']);
    expect(imports("import {\n  c as d,\n  f,\n} from '../a/b.ts';")).toEqual(['a/b.ts D']);
    expect(imports("import type { D } from './b.ts';")).toEqual(['a/b.ts c', 'a/b.ts D', 'a/b.ts f']);
    expect(imports("const b = await import('../a/b.ts');")).toEqual([]);
    expect(imports("import * as b from '../a/b.ts';")).toEqual([]);
  });
});
