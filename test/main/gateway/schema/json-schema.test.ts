import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../../contract/problem.ts';
import { toGrammarSchema } from '../../../../main/gateway/schema/json-schema.ts';
import type { Schema } from '../../../../main/gateway/schema/schema.ts';

const convert = (schema: Schema): Schema => toGrammarSchema(schema, 's');

function refusedAt(schema: Schema): string {
  try {
    convert(schema);
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.code} ${error.problem.param}`;
    throw error;
  }
  throw new Error('it was not refused');
}

const object = (properties: Record<string, unknown>): Schema => ({ type: 'object', properties });

describe('a JSON Schema for the grammar', () => {
  it('drops what binds nothing', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Person',
      type: 'object',
      properties: { name: { type: 'string', description: 'Full name', default: '' }, age: { type: 'integer' } },
      required: ['name', 'age'],
      additionalProperties: false,
    };
    expect(convert(schema)).toEqual(object({ name: { type: 'string' }, age: { type: 'integer' } }));
  });

  it('writes anyOf as oneOf, and several types as alternatives', () => {
    expect(convert({ anyOf: [{ type: 'string' }, { type: 'null' }] })).toEqual({
      oneOf: [{ type: 'string' }, { type: 'null' }],
    });
    expect(convert({ type: ['object', 'null'], properties: { a: { type: 'boolean' } } })).toEqual({
      oneOf: [object({ a: { type: 'boolean' } }), { type: 'null' }],
    });
  });

  it('keeps fixed values, lengths and formats', () => {
    expect(convert({ type: 'string', enum: ['a', 'b'] })).toEqual({ enum: ['a', 'b'] });
    expect(convert({ const: null })).toEqual({ const: null });
    expect(convert({ type: 'string', minLength: 1, maxLength: 9 })).toEqual({
      type: 'string',
      minLength: 1,
      maxLength: 9,
    });
    expect(convert({ type: 'string', format: 'date' })).toEqual({ type: 'string', format: 'date' });
    const list = { type: 'array', items: { type: 'number' }, minItems: 1, maxItems: 3 };
    expect(convert(list)).toEqual(list);
  });

  it('lets a bare object and an empty schema be anything', () => {
    expect(convert({ type: 'object' })).toEqual({ type: 'object', properties: {}, additionalProperties: true });
    expect(convert(object({ a: {} }))).toHaveProperty('properties.a.oneOf');
    expect(convert(object({ a: true }))).toHaveProperty('properties.a.oneOf');
  });

  it('passes references on, from either name of the definitions, also in a circle', () => {
    const node = object({ next: { anyOf: [{ $ref: '#/definitions/node' }, { type: 'null' }] } });
    expect(convert({ $ref: '#/definitions/node', definitions: { node } })).toEqual({
      $ref: '#/$defs/node',
      $defs: { node: object({ next: { oneOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } }) },
    });
  });

  it('takes the limits that libraries write for every integer', () => {
    const integer = { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
    expect(convert(integer)).toEqual({ type: 'integer' });
  });

  it('refuses what the grammar cannot enforce, with its path', () => {
    const cases: [Schema, string][] = [
      [object({ a: { type: 'string', pattern: '^a' } }), 's.properties.a.pattern'],
      [object({ a: { type: 'string', format: 'email' } }), 's.properties.a.format'],
      [object({ a: { type: 'integer', minimum: 1 } }), 's.properties.a.minimum'],
      [object({ a: { type: 'number', multipleOf: 2 } }), 's.properties.a.multipleOf'],
      [{ type: 'array', items: { type: 'string' }, uniqueItems: true }, 's.uniqueItems'],
      [{ type: 'array', items: { anyOf: [{ type: 'string', pattern: 'x' }] } }, 's.items.anyOf.0.pattern'],
      [{ allOf: [{ type: 'string' }] }, 's.type'],
      [{ type: 'object', not: {} }, 's.not'],
      [{ type: 'object', patternProperties: {} }, 's.patternProperties'],
      [{ type: 'object', if: {} }, 's.if'],
      [{ type: 'string', anyOf: [{ const: 'a' }] }, 's.type'],
      [{ type: 'object', properties: {}, required: ['a'] }, 's.required'],
      [{ $ref: '#/$defs/none' }, 's.$ref'],
      [{ $ref: '#' }, 's.$ref'],
      [{ enum: [{}] }, 's.enum.0'],
      [{ type: 'string', minLength: 100_000 }, 's.minLength'],
      [{ type: 'date' }, 's.type'],
      // Every object has one of that name.
      [{ type: 'toString' }, 's.type'],
      [{ type: ['string', 'constructor'] }, 's.type'],
      [{ $defs: { a: { type: 'integer', maximum: 5 } }, $ref: '#/$defs/a' }, 's.$defs.a.maximum'],
    ];
    for (const [schema, path] of cases) expect(refusedAt(schema)).toBe(`unsupported_parameter ${path}`);
  });

  it('takes a type that is named twice once, however deep', () => {
    let schema: Schema = { type: 'string' };
    for (let depth = 0; depth < 40; depth += 1) schema = { type: ['object', 'object'], properties: { a: schema } };
    expect(JSON.stringify(convert(schema)).length).toBeLessThan(4_000);
  });

  it.each([
    [
      'doubles at each level',
      () => {
        let schema: Schema = { type: 'string' };
        for (let depth = 0; depth < 40; depth += 1)
          schema = { type: ['object', 'array'], properties: { a: schema }, items: schema };
        return schema;
      },
      'parts',
    ],
    ['has 100,000 fixed values', () => ({ enum: Array.from({ length: 100_000 }, (_, n) => `v${n}`) }), 'values'],
    ['has a megabyte of names', () => ({ type: 'object', properties: { ['x'.repeat(1_000_000)]: {} } }), 'characters'],
    [
      'repeats a thousand times in many places',
      () => {
        const long = { type: 'string', maxLength: 990 };
        return {
          type: 'object',
          properties: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`p${n}`, long])),
        };
      },
      'repetitions',
    ],
  ] as const)('refuses a schema that %s', (_what, schema, what) => {
    expect(() => convert(schema() as Schema)).toThrow(new RegExp(`asks for over [\\d,]+ ${what}\\.$`));
  });

  it('refuses definitions that begin with themselves, straight or in a circle', () => {
    const straight = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } };
    const circle = {
      $ref: '#/$defs/a',
      $defs: { a: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/b' }] }, b: { $ref: '#/$defs/a' } },
    };
    for (const schema of [straight, circle]) expect(() => convert(schema)).toThrow('begins with itself');
  });

  it('refuses definitions that name the next one twice, level after level, and takes them behind a character', () => {
    const level = (n: number): Schema => ({ $ref: `#/$defs/d${n}` });
    const chain = (join: (next: Schema) => Schema): Schema => {
      const levels = Array.from({ length: 60 }, (_, n) => [
        `d${n}`,
        n === 59 ? { type: 'boolean' } : join(level(n + 1)),
      ]);
      return { ...level(0), $defs: Object.fromEntries(levels) };
    };
    expect(() => convert(chain((next) => ({ anyOf: [next, next] })))).toThrow('may begin in over 100,000 ways');
    expect(() => convert(chain((next) => ({ type: 'array', prefixItems: [next, next] })))).not.toThrow();
  });

  it('reads a long chain of definitions', () => {
    const levels = Array.from({ length: 1_500 }, (_, n) => [
      `n${n}`,
      n === 1_499 ? { type: 'null' } : { $ref: `#/$defs/n${n + 1}` },
    ]);
    expect(convert({ type: 'null', $defs: Object.fromEntries(levels) })).toEqual({ type: 'null' });
  });

  it.each([
    [{ enum: ['\u001f'] }, 'control characters'],
    [{ type: 'object', properties: { '\b': {} } }, 'control characters'],
    [{ type: [] }, 'at least one entry'],
    [{ type: 'string', minLength: 5, maxLength: 2 }, '"minLength" is over "maxLength"'],
  ])('refuses %j', (schema, sentence) => {
    expect(() => convert(schema)).toThrow(sentence);
  });

  it('takes a plain value beside definitions that nothing names', () => {
    expect(convert({ type: 'null', $defs: { a: { type: 'string' } } })).toEqual({ type: 'null' });
  });

  it('refuses what is no schema', () => {
    expect(refusedAt(object({ a: 5 }))).toBe('invalid_request s.properties.a');
    expect(refusedAt({ anyOf: [] })).toBe('invalid_request s.anyOf');
    expect(refusedAt({ type: 'object', properties: [] })).toBe('invalid_request s.properties');
    expect(refusedAt({ type: 'string', minLength: -1 })).toBe('invalid_request s.minLength');
  });

  it('refuses a schema that is nested without end instead of running out of stack', () => {
    let schema: Schema = { type: 'string' };
    for (let depth = 0; depth < 10_000; depth += 1) schema = { type: 'array', items: schema };
    expect(refusedAt(schema)).toMatch(/^unsupported_parameter s\.items/);
  });
});
