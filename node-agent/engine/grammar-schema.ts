/** JSON schemas as llama.cpp’s grammars take them. */
import { refuse } from '../../contract/problem.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that only describe. */
const notes = ['title', 'description', 'default', 'examples', '$schema', '$id', '$comment', 'deprecated'];
// What the grammar can hold an answer to, by the kind of value.
const ofObjects = ['type', 'properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties', '$defs'];
const ofArrays = ['type', 'items', 'prefixItems', 'minItems', 'maxItems', '$defs'];
const ofStrings = ['type', 'minLength', 'maxLength', 'format'];
const formats = ['date-time', 'time', 'date'];
const simpleTypes = ['string', 'number', 'integer', 'boolean', 'null'];
const definition = '#/$defs/';

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A JSON schema in the words that the engine's grammar understands. The engine itself passes over what it does not know, and the
 * answer would not be what was asked for; here it is refused.
 * @throws ProblemError unsupported_parameter, which names the keyword and its place
 */
export function grammarSchema(schema: Schema): Schema {
  const definitions = isSchema(schema['$defs']) ? Object.keys(schema['$defs']) : [];
  return translate(schema, 'schema', definitions);
}

function translate(value: unknown, place: string, definitions: readonly string[]): Schema {
  const no = (why: string): never =>
    refuse('unsupported_parameter', `${place}: ${why}`, { param: 'response_format.json_schema.schema' });
  if (!isSchema(value)) return no('a schema must be an object.');
  const inside = (part: unknown, name: string): Schema => translate(part, `${place}.${name}`, definitions);
  const { type } = value;

  const only = (allowed: readonly string[]): void => {
    const unknown = Object.keys(value).find((key) => !allowed.includes(key) && !notes.includes(key));
    if (unknown !== undefined) no(`the engine cannot hold an answer to "${unknown}" here.`);
  };
  const each = (list: unknown, name: string): Schema[] =>
    Array.isArray(list) ? list.map((part, index) => inside(part, `${name}.${index}`)) : no(`"${name}" must be a list.`);
  const named = (parts: unknown, name: string): Schema =>
    isSchema(parts)
      ? Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, inside(part, `${name}.${key}`)]))
      : no(`"${name}" must be an object.`);
  const withDefinitions = '$defs' in value ? { $defs: named(value['$defs'], '$defs') } : {};

  if ('$ref' in value) {
    only(['$ref', '$defs']);
    const name = String(value['$ref']);
    if (!definitions.some((known) => `${definition}${known}` === name))
      no(`"${name}" points to no definition in ${definition}.`);
    return { ...value, ...withDefinitions };
  }
  const choice = 'oneOf' in value ? 'oneOf' : 'anyOf' in value ? 'anyOf' : null;
  if (choice !== null) {
    only([choice, '$defs']);
    return { oneOf: each(value[choice], choice), ...withDefinitions };
  }
  if ('const' in value || 'enum' in value) {
    only(['const', 'enum', 'type']);
    return value;
  }
  if (type === 'object') {
    only(ofObjects);
    const extra = value['additionalProperties'];
    return {
      ...value,
      ...withDefinitions,
      ...('properties' in value && { properties: named(value['properties'], 'properties') }),
      ...(isSchema(extra) && { additionalProperties: inside(extra, 'additionalProperties') }),
    };
  }
  if (type === 'array') {
    only(ofArrays);
    return {
      ...value,
      ...withDefinitions,
      ...('items' in value && { items: inside(value['items'], 'items') }),
      ...('prefixItems' in value && { prefixItems: each(value['prefixItems'], 'prefixItems') }),
    };
  }
  const types = Array.isArray(type) ? type : [type];
  if (!types.every((one) => simpleTypes.includes(String(one)))) {
    no('"type" must be object, array, string, number, integer, boolean or null, or a list of the last five.');
  }
  only(type === 'string' ? ofStrings : ['type']);
  if ('format' in value && !formats.includes(String(value['format'])))
    no(`"format" must be one of ${formats.join(', ')}.`);
  return value;
}
