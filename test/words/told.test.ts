/** The catalogue of what the office's programs tell, held to the sources. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { englishWord } from '../support/english-words.ts';
import { sourceFiles } from '../support/source/source-files.ts';
import { exempt, rooms, untold, values } from '../support/source/telling-rooms.ts';
import { toldOf } from '../support/source/told-of.ts';
import { sayAgain } from '../../words/say-again.ts';
import { told } from '../../words/pt/told.ts';
import { speak } from '../../words/words.ts';

/** A pattern by its fixed words: what a value is called, the capital and the full stop do not matter. */
const bare = (text: string): string =>
  text
    .replace(/(\{\{\w+\}\})+/g, '{{}}')
    .replace(/\.$/, '')
    .replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase());

const files = sourceFiles(['contract', 'common', 'main', 'node-agent', 'renderer']);
const isExempt = (name: string): boolean => exempt.some(([part]) => name.startsWith(part));
const said = files.filter(({ name }) => rooms.some((room) => name.startsWith(room)) && !isExempt(name)).flatMap(toldOf);
/** As it may be told: a number may stand for any value. */
const withValues = (text: string): string => text.replace(/\{\{\w+\}\}/g, '41');
const valuesOf = (text: string): string => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted().join(' ');

/** Of the scripted office, which is looked at in every language: what its people and models write is no sentence of a program. */
const written =
  /fake-(chat|control)\.ts:\d+: (Roof insulation|Letter to|Minutes|Room schedule|Fire door|Invoice reminder|Translate tender|Write friendly|Explain it|Answer in German)|: The capital of Portugal is Lisbon/;

describe('the catalogue of what the programs tell', () => {
  it('has every sentence of theirs that a person may read in the window', () => {
    const has = new Set(Object.keys(told).map(bare));
    const missing = said.filter(({ text }) => !has.has(bare(text)) && !untold.has(text));
    expect(missing.map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
  });

  it('has none that no program says', () => {
    const used = new Set([...said.map(({ text }) => text), ...values].map(bare));
    expect(Object.keys(told).filter((key) => !used.has(bare(key)))).toEqual([]);
  });

  it('has each sentence once', () => {
    const keys = Object.keys(told).map(bare);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('puts the same values into a sentence in each language', () => {
    const differing = Object.entries(told).filter(([key, says]) => valuesOf(key) !== valuesOf(says));
    expect(differing).toEqual([]);
  });

  it('has words between two values, by which they are told apart', () => {
    expect(Object.keys(told).filter((key) => /\}\}\{\{/.test(key))).toEqual([]);
  });

  it('leaves out only what is there', () => {
    const names = files.map(({ name }) => name);
    expect(exempt.filter(([part]) => !names.some((name) => name.startsWith(part)))).toEqual([]);
    const texts = new Set(said.map(({ text }) => text));
    expect([...untold.keys()].filter((text) => !texts.has(text))).toEqual([]);
  });
});

describe('the scripted office', () => {
  beforeAll(() => speak('pt-PT'));
  afterAll(() => speak('en-GB'));

  it('tells the window only what the real programs tell, so that it is said in every language', () => {
    const sentences = sourceFiles(['test/support/fake-control'])
      .flatMap(toldOf)
      .filter(({ where, text }) => englishWord.test(text) && !written.test(`${where}: ${text}`));
    const inEnglish = sentences.filter(({ text }) => englishWord.test(sayAgain(withValues(text))));
    expect(sentences.length).toBeGreaterThan(50);
    expect(inEnglish.map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
  });
});
