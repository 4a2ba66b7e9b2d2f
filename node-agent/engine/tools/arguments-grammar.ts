/** A JSON value of a schema as rules of a grammar (GBNF). */
import type { Llama } from 'node-llama-cpp';
import { grammarSchema } from '../grammar-schema.ts';
import { narrowNumbers } from '../number-grammar.ts';
import { literal, renamed } from './gbnf.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What the library puts behind a JSON value. */
const libraryEnd = String.raw` "\n\n\n\n" [\n]*`;

/**
 * Rules, of which the one called `name` is the whole value; they use a rule `ws`. The library's grammars have every property of an
 * object, in order. Where an object says which are required, the others may be left out.
 * @throws ProblemError unsupported_parameter when the schema asks for what no grammar can hold
 */
export async function valueRules(llama: Llama, schema: unknown, name: string): Promise<string[]> {
  if (!isSchema(schema)) return await libraryRules(llama, {}, name);
  const { type, properties, required, items } = schema;
  if (type === 'object' && isSchema(properties) && Array.isArray(required)) {
    return await objectRules(llama, properties, required, name);
  }
  if (type === 'array' && isSchema(items) && Object.keys(schema).length === 2) {
    const entry = `${name}-entry`;
    return [`${name} ::= "[" ws (${entry} (ws "," ws ${entry})*)? ws "]"`, ...(await valueRules(llama, items, entry))];
  }
  return await libraryRules(llama, schema, name);
}

/** `first` and `next` are what may follow from a property on, when nothing or something stands in front. */
async function objectRules(
  llama: Llama,
  properties: Schema,
  required: readonly unknown[],
  name: string,
): Promise<string[]> {
  const entries = Object.entries(properties);
  const rules = [`${name} ::= "{" ws ${name}-first0 ws "}"`];
  for (const [at, [property, value]] of entries.entries()) {
    const pair = `${name}-pair${at}`;
    const forms = { first: pair, next: `ws "," ws ${pair}` };
    for (const [place, form] of Object.entries(forms)) {
      const without = required.includes(property) ? '' : ` | ${name}-${place}${at + 1}`;
      rules.push(`${name}-${place}${at} ::= ${form} ${name}-next${at + 1}${without}`);
    }
    rules.push(
      `${pair} ::= ${literal(JSON.stringify(property))} ws ":" ws ${pair}-value`,
      ...(await valueRules(llama, value, `${pair}-value`)),
    );
  }
  return [...rules, `${name}-first${entries.length} ::= ""`, `${name}-next${entries.length} ::= ""`];
}

async function libraryRules(llama: Llama, schema: Schema, name: string): Promise<string[]> {
  // Checked before, so that it is what the library's own type says.
  const checked = grammarSchema(schema) as Parameters<Llama['createGrammarForJsonSchema']>[0];
  const { grammar } = await llama.createGrammarForJsonSchema(checked);
  return jsonRules(narrowNumbers(grammar), name);
}

/** The library's grammar of a JSON value as rules, of which the one called `name` is the value alone. */
export function jsonRules(grammar: string, name: string): string[] {
  const [root = '', ...rules] = renamed(grammar, `${name}-`).split('\n');
  const value = root.replace(/^\S+ ::= /, '');
  if (!value.endsWith(libraryEnd)) throw new Error(`the engine's grammar ends otherwise than it did: ${value}`);
  return [`${name} ::= ${value.slice(0, -libraryEnd.length)}`, ...rules];
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
