/**
 * A client's JSON Schema as the subset that the engine's grammar can enforce. What the grammar cannot enforce is refused with its
 * path: an answer that only looks as if it followed the schema is worse than an error. The agent checks again
 * what its engine is given, whoever calls it.
 */
import { refuse } from '../../../contract/problem.ts';
import { meaningOf } from '../refuse-fields.ts';
import { checkBeginnings } from './schema-beginnings.ts';
import { SchemaBudget } from './schema-budget.ts';
import type { Schema } from './schema.ts';

/** Say something about a value, but bind nothing. */
const remarks: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'discriminator',
]);

const keywords: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength', 'format'],
  number: [],
  integer: [],
  boolean: [],
  null: [],
};

const formats: ReadonlySet<unknown> = new Set(['date-time', 'time', 'date']);
/** The engine refuses rules that repeat 1,000 parts or more; a text's quotes are parts, too. */
const mostRepetitions = 990;
const deepest = 64;
const controlCharacter = /\p{Cc}/u;
const scalarTypes = ['string', 'number', 'boolean', 'null'];
const anyValue: Schema = {
  oneOf: [{ type: scalarTypes }, { type: 'array' }, { type: 'object', additionalProperties: true }],
};

/**
 * @param path of the schema in the request, for errors.
 * @throws ProblemError unsupported_parameter or invalid_request, with the path of the keyword.
 */
export function toGrammarSchema(schema: Schema, path: string): Schema {
  const definitions = { ...section(schema, 'definitions', path), ...section(schema, '$defs', path) };
  const { $defs: _defs, definitions: _definitions, ...root } = schema;
  const names = new Set(Object.keys(definitions));
  const budget = new SchemaBudget();
  for (const name of names) budget.spend('characters', name.length, `${path}.$defs`);
  const convert = new Converter(names, budget);
  const converted = convert.value(root, path, 0);
  const $defs = Object.fromEntries(
    Object.entries(definitions).map(([name, one]) => [name, convert.value(one, `${path}.$defs.${name}`, 1)]),
  );
  checkBeginnings(converted, $defs, path);
  // The grammar takes definitions beside what can refer to them only.
  const refers = ['object', 'array'].includes(String(converted['type'])) || '$ref' in converted || 'oneOf' in converted;
  return names.size > 0 && refers ? { ...converted, $defs } : converted;
}

class Converter {
  readonly #names: ReadonlySet<string>;
  readonly #budget: SchemaBudget;

  constructor(names: ReadonlySet<string>, budget: SchemaBudget) {
    this.#names = names;
    this.#budget = budget;
  }

  value(schema: unknown, path: string, depth: number): Schema {
    if (depth > deepest)
      refuse('unsupported_parameter', `The schema is nested deeper than ${deepest} levels.`, { param: path });
    this.#budget.spend('parts', 1, path);
    if (schema === true) return anyValue;
    if (!isSchema(schema)) return refuse('invalid_request', 'A schema must be an object.', { param: path });
    const said = Object.keys(schema).filter((keyword) => !remarks.has(keyword));
    const only = (...allowed: readonly string[]): void => {
      for (const keyword of said)
        if (!allowed.includes(keyword) && !bindsNothing(keyword, schema[keyword])) cannot(path, keyword);
    };
    if (said.length === 0) return anyValue;
    if ('$ref' in schema) {
      only('$ref');
      return this.#ref(schema['$ref'], `${path}.$ref`);
    }
    for (const union of ['anyOf', 'oneOf']) {
      if (!(union in schema)) continue;
      only(union);
      return { oneOf: this.#each(schema[union], `${path}.${union}`, depth) };
    }
    if ('const' in schema) {
      only('const', 'type');
      return { const: this.#fixed(schema['const'], `${path}.const`) };
    }
    if ('enum' in schema) {
      only('enum', 'type');
      const values = list(schema['enum'], `${path}.enum`);
      return { enum: values.map((one, at) => this.#fixed(one, `${path}.enum.${at}`)) };
    }
    return this.#typed(schema, path, depth, only);
  }

  #typed(schema: Schema, path: string, depth: number, only: (...allowed: readonly string[]) => void): Schema {
    const said = schema['type'] ?? impliedType(schema);
    const type = Array.isArray(said) ? [...new Set<unknown>(said)] : said;
    if (Array.isArray(type)) {
      list(type, `${path}.type`);
      only('type', ...type.flatMap((one) => meaningOf(keywords, one) ?? []));
      const alone = (one: unknown): Schema => {
        const own = meaningOf(keywords, one) ?? [];
        const kept = Object.fromEntries(Object.entries(schema).filter(([keyword]) => own.includes(keyword)));
        return this.#typed({ ...kept, type: one }, path, depth, () => undefined);
      };
      return type.length === 1 ? alone(type[0]) : { oneOf: type.map(alone) };
    }
    const allowed = meaningOf(keywords, type);
    if (!allowed) return refuse('unsupported_parameter', 'The schema names no known type.', { param: `${path}.type` });
    only('type', ...allowed);
    if (type === 'object') return this.#object(schema, path, depth);
    if (type === 'array') return this.#array(schema, path, depth);
    if (type === 'string') return this.#text(schema, path);
    return { type };
  }

  #object(schema: Schema, path: string, depth: number): Schema {
    const given = section(schema, 'properties', path);
    for (const name of Object.keys(given)) this.#written(name, `${path}.properties`);
    const properties = Object.fromEntries(
      Object.entries(given).map(([name, one]) => [name, this.value(one, `${path}.properties.${name}`, depth + 1)]),
    );
    for (const name of schema['required'] === undefined ? [] : list(schema['required'], `${path}.required`)) {
      if (!Object.hasOwn(given, String(name)))
        cannot(path, 'required', `it names "${String(name)}", which has no property`);
    }
    const more = schema['additionalProperties'] ?? Object.keys(given).length === 0;
    return {
      type: 'object',
      properties,
      ...(more === false
        ? {}
        : { additionalProperties: more === true || this.value(more, `${path}.additionalProperties`, depth + 1) }),
      ...this.#counts(schema, path, 'minProperties', 'maxProperties'),
    };
  }

  #array(schema: Schema, path: string, depth: number): Schema {
    const { items, prefixItems } = schema;
    return {
      type: 'array',
      ...(items === undefined ? {} : { items: this.value(items, `${path}.items`, depth + 1) }),
      ...(prefixItems === undefined ? {} : { prefixItems: this.#each(prefixItems, `${path}.prefixItems`, depth) }),
      ...this.#counts(schema, path, 'minItems', 'maxItems'),
    };
  }

  #each(schemas: unknown, path: string, depth: number): Schema[] {
    return list(schemas, path).map((one, at) => this.value(one, `${path}.${at}`, depth + 1));
  }

  #ref(ref: unknown, path: string): Schema {
    this.#budget.spend('characters', String(ref).length, path);
    const name = /^#\/(?:\$defs|definitions)\/([^/]+)$/.exec(String(ref))?.[1];
    if (name !== undefined && this.#names.has(name)) return { $ref: `#/$defs/${name}` };
    return refuse('unsupported_parameter', `"${String(ref)}" does not point into the schema's $defs.`, { param: path });
  }

  #fixed(value: unknown, path: string): unknown {
    this.#budget.spend('values', 1, path);
    if (typeof value === 'string') this.#written(value, path);
    return scalar(value, path);
  }

  /** Text that stands in the answer as it is: the engine writes control characters raw, which is no JSON. */
  #written(text: string, path: string): void {
    this.#budget.spend('characters', text.length, path);
    if (!controlCharacter.test(text)) return;
    refuse('unsupported_parameter', 'Names and fixed values cannot hold control characters here.', { param: path });
  }

  #text(schema: Schema, path: string): Schema {
    const format = schema['format'];
    if (format === undefined) return { type: 'string', ...this.#counts(schema, path, 'minLength', 'maxLength') };
    if (!formats.has(format)) cannot(path, 'format', `only ${[...formats].join(', ')} can be`);
    for (const keyword of ['minLength', 'maxLength'])
      if (keyword in schema) cannot(path, keyword, 'a format is given as well');
    return { type: 'string', format };
  }

  #counts(schema: Schema, path: string, ...names: readonly string[]): Schema {
    const found: Record<string, number> = {};
    for (const name of names) {
      const value = schema[name];
      if (value === undefined) continue;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
        refuse('invalid_request', `"${name}" must be a whole number.`, { param: `${path}.${name}` });
      }
      if (value > mostRepetitions) cannot(path, name, `${mostRepetitions.toLocaleString('en')} is the most`);
      this.#budget.spend('repetitions', value, `${path}.${name}`);
      found[name] = value;
    }
    const [least, greatest] = names.map((name) => found[name]);
    if (least !== undefined && greatest !== undefined && least > greatest) {
      refuse('invalid_request', `"${names[0]}" is over "${names[1]}".`, { param: `${path}.${names[0]}` });
    }
    return found;
  }
}

/** Limits that every number of the grammar keeps anyway (some libraries write them for each integer), and switches that are off. */
const bindsNothing = (keyword: string, value: unknown): boolean =>
  (keyword === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
  (keyword === 'maximum' && value === Number.MAX_SAFE_INTEGER) ||
  (keyword === 'uniqueItems' && value === false);

const impliedType = (schema: Schema): string | undefined =>
  'properties' in schema ? 'object' : 'items' in schema || 'prefixItems' in schema ? 'array' : undefined;

function scalar(value: unknown, path: string): unknown {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  return refuse('unsupported_parameter', 'Only texts, numbers, true, false and null can be fixed values.', {
    param: path,
  });
}

function list(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  if (Array.isArray(value) && path.endsWith('.required')) return value;
  return refuse('invalid_request', 'It must be a list with at least one entry.', { param: path });
}

function section(schema: Schema, name: string, path: string): Schema {
  const value = schema[name] ?? {};
  return isSchema(value)
    ? value
    : refuse('invalid_request', `"${name}" must be an object.`, { param: `${path}.${name}` });
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function cannot(path: string, keyword: string, why?: string): never {
  const sentence = `"${keyword}" cannot be enforced here${why ? `: ${why}` : ''}.`;
  return refuse('unsupported_parameter', sentence, { param: `${path}.${keyword}` });
}
