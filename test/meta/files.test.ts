import { describe, expect, it } from 'vitest';
import { linesThat, sourceFiles } from '../support/source/source-files.ts';

const mostLines = 300;
/** The only tests that may be left out: without Electron's runtime, and without a Vulkan device except in CI. Each says so aloud. */
const allowedSkips = [
  'test/e2e/electron-smoke.test.ts',
  'test/real/device-probe.test.ts',
  'test/real/engine.test.ts',
  'test/real/estimate.test.ts',
  'test/journeys/refused-starts.test.ts',
];
// Written in two parts, so that this file does not find itself.
const word = (...parts: string[]): string => parts.join('');

const sources = sourceFiles(['contract', 'common', 'words', 'main', 'node-agent', 'renderer', 'scripts', 'bench']);
const tests = sourceFiles(['test']);
const all = [...sources, ...tests];

// Sentences in comments may say what code may not; the comment that silences the compiler is no sentence.
const isCode = (line: string): boolean => !/^\s*(\/?\*|\/\/)/.test(line) || line.includes('@ts-');

describe('the source files', () => {
  it(`have ${mostLines} lines at most`, () => {
    const long = sources.filter(({ text }) => text.split('\n').length - 1 > mostLines);
    expect(long.map(({ name, text }) => `${name}: ${text.split('\n').length - 1} lines`)).toEqual([]);
  });

  it('leave nothing for later', () => {
    const later = new RegExp(`\\b(${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('XX', 'X')})\\b`);
    expect(linesThat(all, (line) => later.test(line))).toEqual([]);
  });

  it('silence no type', () => {
    const silenced = new RegExp(`${word('as', ' any')}\\b|: ${word('an', 'y')}\\b|@${word('ts-', '(ignore|nocheck)')}`);
    expect(linesThat(all, (line) => isCode(line) && silenced.test(line))).toEqual([]);
  });

  it('export by name', () => {
    // Vite and Vitest read their settings from a default export.
    const free = sources.filter(({ name }) => name !== 'renderer/vite.config.ts');
    expect(linesThat(free, (line) => /^export default\b/.test(line))).toEqual([]);
  });

  it('have no barrel that hides who imports whom', () => {
    expect(linesThat(sources, (line) => /^export \* from\b/.test(line))).toEqual([]);
  });
});

describe('the tests', () => {
  it('all run', () => {
    const alone = new RegExp(`\\b(describe|it|test)\\.(${word('on', 'ly')}|${word('to', 'do')})\\b`);
    expect(linesThat(tests, (line) => alone.test(line))).toEqual([]);
  });

  it('are left out only where it is agreed', () => {
    const left = new RegExp(
      `\\b(describe|it|test)\\.(${word('ski', 'p')}|${word('skip', 'If')}|${word('run', 'If')})\\b`,
    );
    const files = new Set(tests.filter(({ text }) => left.test(text)).map(({ name }) => name));
    expect(files).toEqual(new Set(allowedSkips));
  });

  it('watch for a state and do not sleep', () => {
    // A promise that a timer alone resolves. Between two looks at a state, a helper in test/support may pause.
    const sleep = new RegExp(`${word('setTime', 'out')}\\((resolve|done|r),`);
    const own = tests.filter(({ name }) => !name.startsWith('test/support/'));
    expect(linesThat(own, (line) => sleep.test(line))).toEqual([]);
  });
});
