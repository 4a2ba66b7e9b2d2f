import { describe, expect, it } from 'vitest';
import { importsOf } from '../support/source/imports-of.ts';
import { sourceFiles } from '../support/source/source-files.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Each circle once, as its files in order. A file that was left without a circle is not entered again. */
function circlesOf(graph: Graph): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, way: readonly string[]): void => {
    const seenAt = way.indexOf(file);
    if (seenAt >= 0) return void circles.push([...way.slice(seenAt), file].join(' → '));
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return circles;
}

describe('the files', () => {
  it('import each other in no circle', () => {
    const graph: Graph = new Map(
      sourceFiles().map((file) => [
        file.name,
        importsOf(file)
          .filter((one) => one.isFile)
          .map((one) => one.target),
      ]),
    );
    expect(graph.size).toBeGreaterThan(50);
    expect(circlesOf(graph)).toEqual([]);
  });

  it('would not hide a circle behind a longer way', () => {
    const graph = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', []],
      ['d', ['b', 'e']],
      ['e', ['d']],
    ]);
    expect(circlesOf(graph)).toEqual(['d → e → d']);
  });
});
