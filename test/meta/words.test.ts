/** The catalogues of texts, held to the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from '../support/source/source-files.ts';
import { textsOf } from '../support/source/texts-of.ts';

/** Files in which no text for people stands, and why. */
const speechless: ReadonlyMap<string, string> = new Map([
  ['main/electron/arguments.ts', 'what it refuses is told, as all that programs say'],
  ['main/electron/autostart.ts', 'the entry for desktops of Linux'],
  ['main/electron/crash-reports.ts', 'the log'],
  ['main/electron/coordinator/notices.ts', 'what it tells is said again by the desktop'],
  ['main/electron/packaged-parts.ts', 'what it tells is said again by the page'],
  ['main/electron/coordinator/spawn-coordinator.ts', 'the name of a process'],
  ['main/electron/tray/tray-host.ts', 'names of D-Bus'],
  ['main/installer/join/page/join-css.ts', 'styles'],
  ['main/installer/join/page/join-js.ts', 'a script, whose words the page brings'],
]);

/** Where people read. The command line, the logs and the APIs speak English. */
const spoken = sourceFiles(['renderer', 'main'])
  .filter(({ name }) =>
    /^(renderer|main\/electron|main\/installer\/join\/page|main\/control\/not-built\.ts)/.test(name),
  )
  .filter(({ name }) => !speechless.has(name))
  .map((file) => ({ ...file, ...textsOf(file) }));
const said = spoken.flatMap(({ said: texts, name }) => texts.map((one) => ({ ...one, name })));

const catalogue = (language: string): Record<string, Record<string, string>> =>
  Object.fromEntries(
    readdirSync(path.join(root, 'words', language))
      .filter((name) => name.endsWith('.json') && name !== 'told.json')
      .map((name) => [
        name,
        JSON.parse(readFileSync(path.join(root, 'words', language, name), 'utf8')) as Record<string, string>,
      ]),
  );
const english = catalogue('en');
const portuguese = catalogue('pt');
const all = (books: Record<string, Record<string, string>>): Map<string, string> =>
  new Map(Object.values(books).flatMap((book) => Object.entries(book)));

/** The keys that a text needs in a language that has every text. */
const keysOf = ({ text, counted, context }: (typeof said)[number]): string[] => {
  const key = context === null ? text : `${text}_${context}`;
  return counted ? [`${key}_one`, `${key}_other`] : [key];
};

describe('the catalogues of texts', () => {
  it('have every text of the sources in Portuguese', () => {
    const has = all(portuguese);
    const missing = said.flatMap((one) =>
      keysOf(one)
        .filter((key) => !has.has(key))
        .map((key) => `${one.name}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('have the form for one of every text that is counted in English', () => {
    const has = all(english);
    const counted = said.filter((one) => one.counted);
    const missing = counted.map((one) => keysOf(one)[0] ?? '').filter((key) => !has.has(key));
    expect(missing).toEqual([]);
  });

  it('have no text that nothing says', () => {
    const used = new Set(said.flatMap(keysOf));
    const unused = [english, portuguese].flatMap((books) =>
      Object.entries(books).flatMap(([file, book]) =>
        Object.keys(book)
          .filter((key) => !used.has(key))
          .map((key) => `${file}: ${key}`),
      ),
    );
    expect(unused).toEqual([]);
  });

  it('put the same values and elements into a text in each language', () => {
    const parts = (text: string): string => [...new Set(text.match(/\{\{\w+|<\/?\w+\/?>/g) ?? [])].toSorted().join(' ');
    const differing = [...all(portuguese), ...all(english)].filter(([key, text]) => {
      const lacking =
        parts(text).replaceAll('{{count', '').trim() !==
        parts(key.replace(/_(one|other)$/, ''))
          .replaceAll('{{count', '')
          .trim();
      return lacking || text === '';
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('say a text in one way, in whichever file it stands', () => {
    const ways = new Map<string, Set<string>>();
    for (const book of Object.values(portuguese)) {
      for (const [key, text] of Object.entries(book)) ways.set(key, (ways.get(key) ?? new Set()).add(text));
    }
    expect([...ways].filter(([, texts]) => texts.size > 1)).toEqual([]);
  });
});

describe('what people read', () => {
  it('is said by the catalogues, wherever it stands', () => {
    expect(spoken.flatMap(({ bare }) => bare)).toEqual([]);
  });
});

describe('the finder of texts', () => {
  const found = (text: string) => textsOf({ name: 'A.tsx', text: `export const A = () => ${text};` });

  it('takes what an element of ours is named, or shows as its value, for text', () => {
    const { said: texts, bare } = found(
      `<Row name={t('Hours of use')} value="Not set" mode={on ? 'Always on' : 'off'} />`,
    );
    expect(texts.map(({ text }) => text)).toEqual(['Hours of use']);
    expect(bare).toEqual(['A.tsx:1: Not set', 'A.tsx:1: Always on']);
  });

  it('takes no word for programs for one', () => {
    expect(found(`<input name="password" value="map" mode="https://linden" />`)).toEqual({ said: [], bare: [] });
  });
});
