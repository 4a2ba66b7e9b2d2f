import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { surfaceDescriptions } from '../../main/gateway/openapi/describe-api.ts';
import type { Operation } from '../../main/gateway/openapi/operation.ts';
import { root } from '../support/source/source-files.ts';

const text = readFileSync(path.join(root, 'docs', 'api.md'), 'utf8');

interface Section {
  /** "POST /v1/chat/completions" */
  readonly routes: readonly string[];
  readonly text: string;
  /** Of its table: the names of the first column, and what is said of them. */
  readonly rows: readonly { readonly names: readonly string[]; readonly words: string }[];
}

const codesIn = (words: string): string[] => [...words.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

/** Those of one surface, in order. One that says "Parameters as above" has the table of the one before. */
function sectionsOf(surface: string): Section[] {
  const [, chapter = ''] = new RegExp(`^## ${surface}’?'?s\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(text) ?? [];
  const sections: Section[] = [];
  for (const part of chapter.split(/^### /m).slice(1)) {
    const [heading = '', ...lines] = part.split('\n');
    const rows = lines.flatMap((line) => {
      const [, first, words] = /^\| (.+?) +\| (.+?) +\|$/.exec(line) ?? [];
      const isRow = first !== undefined && words !== undefined && first !== 'Parameter' && !/^-+$/.test(first);
      // What stands inside of a field is no field.
      const isInside = isRow && / in (it|them|messages)$/.test(first);
      return isRow ? [{ names: isInside ? [] : codesIn(first), words }] : [];
    });
    const above = part.includes('Parameters as above') ? sections.at(-1)?.rows : undefined;
    sections.push({ routes: heading.split(', '), text: part, rows: above ?? rows });
  }
  return sections;
}

/** Its fields, and those of the objects that these are: "options.seed". */
function fieldsOf(schema: z.ZodType, before = ''): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return fieldsOf(schema.unwrap() as z.ZodType, before);
  if (before.split('.').length > 2) return [];
  if (schema instanceof z.ZodUnion && before === '') return schema.options.flatMap((one) => fieldsOf(one as z.ZodType));
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, inner]) => [
    `${before}${name}`,
    ...fieldsOf(inner, `${before}${name}.`),
  ]);
}

const routeOf = ({ method, path: shown }: Operation): string => `${method} ${shown.replace(/\/ID$/, '/NAME')}`;
const last = (field: string): string => field.split('.').at(-1) ?? '';

describe.each(surfaceDescriptions)('docs/api.md, about $name’s', ({ name, operations }) => {
  const sections = sectionsOf(name);
  const sectionOf = (operation: Operation): Section =>
    sections.find(({ routes }) => routes.includes(routeOf(operation))) ?? expect.unreachable(routeOf(operation));

  it('has a section for each route, and none for another', () => {
    expect(sections.flatMap(({ routes }) => routes).toSorted()).toEqual(operations.map(routeOf).toSorted());
  });

  it.each(operations)('names every field of $method $path', (operation) => {
    const { request } = operation;
    const section = sectionOf(operation);
    const named = new Set(section.rows.flatMap(({ names }) => names).flatMap((field) => [field, ...field.split('.')]));
    // Where there is no table, a sentence says it; of what is inside of a field, its row may.
    for (const field of codesIn(section.rows.length === 0 ? section.text : '')) named.add(field);
    const inside = new Set(section.rows.flatMap(({ words }) => codesIn(words)));
    const fields = request ? fieldsOf(request.schema) : [];
    const missing = fields.filter(
      (field) => !named.has(last(field)) && !(field.includes('.') && inside.has(last(field))),
    );
    expect(missing).toEqual([]);
    expect(fields.length > 0).toBe(request !== undefined);
  });

  it.each(operations.filter(({ request }) => request?.refused))(
    'says of $method $path what is refused, and what works',
    (operation) => {
      const { rows, routes } = sectionOf(operation);
      const saying = (word: RegExp, inWords = false): string[] =>
        rows.flatMap(({ names, words }) =>
          word.test(words) ? [...names, ...(inWords ? codesIn(words) : [])].map(last) : [],
        );
      const named = new Set(saying(/refused|taken/, true));
      expect(Object.keys(operation.request?.refused ?? {}).filter((field) => !named.has(field))).toEqual([]);
      expect(rows.filter(({ words }) => !/\b(works|refused|ignored|taken)\b/.test(words))).toEqual([]);
      // A section may be about several routes.
      const all = operations.filter((one) => routes.includes(routeOf(one)) || one === operation);
      const known = new Set(all.flatMap(({ request }) => (request ? fieldsOf(request.schema) : [])).map(last));
      const refused = new Set(all.flatMap(({ request }) => Object.keys(request?.refused ?? {})));
      const above = operations.filter((one) => sectionOf(one).rows === rows);
      for (const { request } of above)
        if (request) for (const field of fieldsOf(request.schema)) known.add(last(field));
      expect(saying(/^works/).filter((field) => !known.has(field))).toEqual([]);
      expect(saying(/^refused/).filter((field) => !refused.has(field))).toEqual([]);
    },
  );
});
