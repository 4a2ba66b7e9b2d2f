import { describe, expect, it } from 'vitest';
import { readTools } from '../../../../main/gateway/openai/read-tools.ts';
import { ChatCompletionRequest } from '../../../../contract/openai.ts';
import { refusalOf } from '../../../support/refusal-of.ts';
import { weather } from '../../../support/gateway/tool-fixtures.ts';

const clock = { name: 'clock' };
const asTools = (...functions: object[]) => functions.map((one) => ({ type: 'function', function: one }));
const hello = { model: 'demo', messages: [{ role: 'user', content: 'Hello' }] };
const read = (more: object) =>
  readTools(ChatCompletionRequest.parse({ ...hello, tools: asTools(weather, clock), ...more })).tools;
const heldOf = (parameters: object, strict = false) =>
  read({ tools: asTools({ name: 'f', parameters, strict }) })?.list[0]?.held;

describe('what a request says of its tools', () => {
  it('lets all of them be called, or none, or those that are named', () => {
    const named = { type: 'function', function: { name: 'clock' } };
    const only = { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [named] } };
    const both = ['weather', 'clock'];
    expect(read({})).toMatchObject({ callable: both, required: false, parallel: true });
    expect(read({ tool_choice: 'auto', parallel_tool_calls: false })).toMatchObject({
      callable: both,
      parallel: false,
    });
    expect(read({ tool_choice: 'required' })).toMatchObject({ callable: both, required: true });
    expect(read({ tool_choice: named })).toMatchObject({ callable: ['clock'], required: true });
    expect(read({ tool_choice: only })).toMatchObject({ callable: ['clock'], required: false });
    for (const nothing of [{ tool_choice: 'none' }, { tools: [] }, { tools: null, tool_choice: {} }]) {
      expect(read(nothing)).toBeUndefined();
    }
  });

  it.each<[object, string]>([
    [{ tools: asTools({ name: 'a b' }) }, 'tools.0.function.name'],
    [{ tools: asTools(clock, clock) }, 'tools.1.function.name'],
    [{ tool_choice: { type: 'function', function: { name: 'rm' } } }, 'tool_choice'],
    [{ tools: [], tool_choice: 'required' }, 'tool_choice'],
    [{ tools: asTools(...Array.from({ length: 257 }, (_, at) => ({ name: `f${at}` }))) }, 'tools'],
  ])('refuses %j', (more, param) => {
    expect(refusalOf(() => read(more))).toEqual({ code: 'invalid_request', param });
  });
});

describe('what arguments are held to', () => {
  it('is any object when what is referred to is too much, each time that it is', () => {
    const any = { type: 'object', properties: {}, additionalProperties: true };
    const names = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`name ${at}`, {}]));
    const referring = (count: number, to: object) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, to]));
    const $defs = { ...names, a: { type: 'string', description: 'x'.repeat(500_000) } };
    expect(heldOf({ type: 'object', properties: referring(20, { $ref: '#/$defs/a' }), $defs })).toEqual(any);
    const either = { anyOf: [{ $ref: '#/$defs/b' }] };
    expect(heldOf({ type: 'object', properties: referring(20, either), $defs: { ...names, b: {} } })).toEqual(any);
    const few = { type: 'object', properties: referring(3, { $ref: '#/$defs/a' }), $defs: { a: { type: 'null' } } };
    expect(heldOf(few)).toMatchObject({ properties: { p2: { type: 'null' } } });
  });

  it('is any value where it is nested deeper than can be written', () => {
    let deep: object = { type: 'string' };
    for (let level = 0; level < 20_000; level += 1) deep = { anyOf: [deep] };
    expect(() => heldOf({ type: 'object', properties: { a: deep } })).not.toThrow();
  });

  it('is the whole schema when it is strict, or a refusal that names the keyword', () => {
    const properties = { a: { type: 'integer' }, b: { $ref: '#/$defs/x' } };
    const schema = {
      type: 'object',
      properties,
      required: ['a', 'b'],
      additionalProperties: false,
      $defs: { x: { type: 'null' } },
    };
    expect(heldOf(schema, true)).toEqual({ type: 'object', properties, $defs: { x: { type: 'null' } } });
    const path = 'tools.0.function.parameters';
    const bound = { type: 'object', properties: { a: { type: 'integer', minimum: 1 } } };
    expect(refusalOf(() => heldOf(bound, true))).toEqual({
      code: 'unsupported_parameter',
      param: `${path}.properties.a.minimum`,
    });
    expect(refusalOf(() => heldOf({ type: 'array' }, true))).toEqual({
      code: 'unsupported_parameter',
      param: `${path}.type`,
    });
  });

  it('is as much of it as a grammar can hold when it is not', () => {
    const inner = {
      type: 'object',
      properties: { c: { type: 'string', pattern: 'x' }, d: { $ref: '#/$defs/e' } },
      required: ['c', 'z'],
    };
    const properties = {
      a: { type: 'integer', minimum: 1 },
      b: { type: 'array', items: inner },
      e: { $ref: '#/nowhere' },
    };
    expect(heldOf({ properties, required: 5, $defs: { e: { enum: [1, 2] } } })).toMatchObject({
      type: 'object',
      properties: {
        a: { type: 'integer' },
        b: { type: 'array', items: { properties: { c: { type: 'string' }, d: { enum: [1, 2] } }, required: ['c'] } },
        e: { oneOf: expect.any(Array) },
      },
      required: [],
    });
  });

  it('is anything where a definition has itself inside', () => {
    const list = { type: 'object', properties: { next: { $ref: '#/$defs/list' } } };
    expect(heldOf({ properties: { first: { $ref: '#/$defs/list' } }, $defs: { list } })).toMatchObject({
      properties: { first: { properties: { next: { oneOf: expect.any(Array) } }, required: [] } },
    });
  });

  it('is any object when the schema is none, takes anything, or is too large', () => {
    const anyObject = { type: 'object', properties: {}, additionalProperties: true };
    const many = Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`p${at}`, { type: 'string' }]));
    const open = { properties: {}, additionalProperties: true };
    for (const schema of [{ type: 'string' }, { anyOf: [{ type: 'null' }] }, open, { properties: many }]) {
      expect(heldOf(schema)).toEqual(anyObject);
    }
    expect(heldOf({ type: 'object' })).toEqual(anyObject);
    expect(read({})?.list[1]?.held).toEqual({ type: 'object', properties: {}, required: [] });
  });
});
