import { expect, it } from 'vitest';
import { grammarSchema } from '../../../node-agent/engine/grammar-schema.ts';

const refused = (schema: Record<string, unknown>, message: RegExp): void => {
  expect(() => grammarSchema(schema)).toThrow(message);
};

it('lets a usual schema through, notes included', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    title: 'Person',
    properties: { name: { type: 'string', maxLength: 20 }, age: { type: ['integer', 'null'] }, tags: { type: 'array', items: { enum: ['a', 'b'] } } },
    required: ['name', 'age', 'tags'],
    additionalProperties: false,
  };
  expect(grammarSchema(schema)).toEqual(schema);
});

it('writes anyOf as oneOf, at any depth', () => {
  const schema = { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } };
  expect(grammarSchema(schema)).toEqual({ type: 'object', properties: { a: { oneOf: [{ type: 'string' }, { type: 'null' }] } } });
});

it('follows references to definitions that exist', () => {
  const schema = { type: 'object', properties: { a: { $ref: '#/$defs/word' } }, $defs: { word: { type: 'string' } } };
  expect(grammarSchema(schema)).toEqual(schema);
  refused({ type: 'object', properties: { a: { $ref: '#/$defs/gone' } } }, /schema\.properties\.a: .*points to no definition/);
});

it('refuses what the grammar would pass over, and names its place', () => {
  refused({ type: 'object', properties: { n: { type: 'integer', minimum: 3 } } }, /schema\.properties\.n: .*"minimum"/);
  refused({ type: 'string', pattern: '^a' }, /"pattern"/);
  refused({ type: 'string', format: 'email' }, /"format" must be/);
  refused({ type: ['object', 'null'] }, /"type" must be/);
  refused({ description: 'anything' }, /"type" must be/);
  refused({ type: 'array', items: [{ type: 'string' }] }, /items: a schema must be an object/);
});
