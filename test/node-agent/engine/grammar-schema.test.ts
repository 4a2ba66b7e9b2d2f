import { expect, it } from 'vitest';
import { grammarSchema } from '../../../node-agent/engine/grammar-schema.ts';

const refusal = (schema: Record<string, unknown>) => (): unknown => grammarSchema(schema);

it('lets a usual schema through, notes included', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    title: 'Person',
    properties: {
      name: { type: 'string', maxLength: 20 },
      age: { type: ['integer', 'null'] },
      tags: { type: 'array', items: { enum: ['a', 'b'] } },
    },
    required: ['name', 'age', 'tags'],
    additionalProperties: false,
  };
  expect(grammarSchema(schema)).toEqual(schema);
});

it('writes anyOf as oneOf, at any depth', () => {
  const schema = { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } };
  expect(grammarSchema(schema)).toEqual({
    type: 'object',
    properties: { a: { oneOf: [{ type: 'string' }, { type: 'null' }] } },
  });
});

it('follows references to definitions that exist', () => {
  const schema = { type: 'object', properties: { a: { $ref: '#/$defs/word' } }, $defs: { word: { type: 'string' } } };
  expect(grammarSchema(schema)).toEqual(schema);
  const gone = { type: 'object', properties: { a: { $ref: '#/$defs/gone' } } };
  expect(refusal(gone)).toThrow(/schema\.properties\.a: .*points to no definition/);
});

it('refuses what the grammar would pass over, and names its place', () => {
  expect(refusal({ type: 'object', properties: { n: { type: 'integer', minimum: 3 } } })).toThrow(
    /schema\.properties\.n: .*"minimum"/,
  );
  expect(refusal({ type: 'string', pattern: '^a' })).toThrow(/"pattern"/);
  expect(refusal({ type: 'string', format: 'email' })).toThrow(/"format" must be/);
  expect(refusal({ type: ['object', 'null'] })).toThrow(/"type" must be/);
  expect(refusal({ description: 'anything' })).toThrow(/"type" must be/);
  expect(refusal({ type: 'array', items: [{ type: 'string' }] })).toThrow(/items: a schema must be an object/);
});
