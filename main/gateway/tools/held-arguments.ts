/**
 * The schema of a tool's arguments in the words of the engine's grammar. A strict one is kept to wholly, or refused. Of any other, as
 * much is kept as a grammar can, and the rest is left to the model: what may be left out may be left out.
 */
import { ProblemError, refuse } from '../../../contract/problem.ts';
import { isFields, type Fields } from '../refuse-fields.ts';
import { anyValue, toGrammarSchema } from '../schema/json-schema.ts';
import type { SchemaBudget } from '../schema/schema-budget.ts';
import type { Schema } from '../schema/schema.ts';

interface HeldOptions {
  readonly strict: boolean;
  /** Of the schema in the request, for errors. */
  readonly path: string;
  readonly budget: SchemaBudget;
}

const anyObject: Schema = { type: 'object', properties: {}, additionalProperties: true };
const deepest = 16;
const definitionPath = /^#\/(?:\$defs|definitions)\/([^/]+)$/;

/** @throws ProblemError when it is strict and cannot be enforced, naming the keyword as a path */
export function heldArguments(schema: Fields, { strict, path, budget }: HeldOptions): Schema {
  if (strict) {
    const held = toGrammarSchema(schema, path, budget);
    return held['type'] === 'object'
      ? held
      : refuse('unsupported_parameter', 'The arguments of a tool are an object.', { param: `${path}.type` });
  }
  const definitions = { ...fieldsOf(schema['definitions']), ...fieldsOf(schema['$defs']) };
  const held = orElse(() => loosen(schema, { definitions, budget, depth: 0, sizeOf: sizesOf(), open: [] }), anyObject);
  return held['type'] === 'object' ? held : anyObject;
}

interface Place {
  readonly definitions: Fields;
  readonly budget: SchemaBudget;
  readonly depth: number;
  /** Characters of a part, as JSON. */
  readonly sizeOf: (part: object) => number;
  /** Definitions that it is in. */
  readonly open: readonly string[];
}

function loosen(schema: unknown, place: Place): Schema {
  const { definitions, budget, depth } = place;
  budget.spend('parts', 1, '');
  if (!isFields(schema) || depth > deepest) return anyValue;
  const inside = { ...place, depth: depth + 1 };
  const { $ref, type, properties, items } = schema;
  if ($ref !== undefined) {
    const name = (typeof $ref === 'string' && definitionPath.exec($ref)?.[1]) || '';
    // What has itself inside is held to its first level.
    if (!Object.hasOwn(definitions, name) || place.open.includes(name)) return anyValue;
    const referred = definitions[name];
    if (isFields(referred)) budget.spend('referred', place.sizeOf(referred), '');
    return loosen(referred, { ...inside, open: [...place.open, name] });
  }
  if ((type === 'object' || type === undefined) && isFields(properties)) {
    return takesMore(schema) ? anyObject : looseObject(properties, schema['required'], inside);
  }
  if (type === 'array' && isFields(items)) return { type, items: loosen(items, inside) };
  budget.spend('referred', place.sizeOf(schema), '');
  const refers = JSON.stringify(schema).includes('"$ref"');
  // Outside of what may fail: a schema that asks for too much is not walked to its end.
  if (refers) budget.spend('referred', place.sizeOf(definitions), '');
  const alone = refers ? { ...schema, $defs: definitions } : schema;
  return orElse(
    () => toGrammarSchema(alone, '', budget),
    // What binds the value beside its type is left out.
    orElse(() => toGrammarSchema({ type }, '', budget), anyValue),
  );
}

function looseObject(properties: Fields, required: unknown, place: Place): Schema {
  const names = Array.isArray(required) ? required : [];
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, loosen(one, place)])),
    required: names.filter((name) => typeof name === 'string' && Object.hasOwn(properties, name)),
  };
}

/** It takes more than the properties that it names. */
const takesMore = ({ additionalProperties }: Fields): boolean =>
  additionalProperties === true || isFields(additionalProperties);

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** Each part is measured once, however often it is referred to. */
function sizesOf(): Place['sizeOf'] {
  const sizes = new WeakMap<object, number>();
  return (part) => {
    const size = sizes.get(part) ?? JSON.stringify(part).length;
    sizes.set(part, size);
    return size;
  };
}

/** What cannot be enforced is held to less. */
function orElse(make: () => Schema, other: Schema): Schema {
  try {
    return make();
  } catch (error) {
    // A RangeError: it is nested deeper than JSON can be written.
    if (error instanceof ProblemError || error instanceof RangeError) return other;
    throw error;
  }
}
