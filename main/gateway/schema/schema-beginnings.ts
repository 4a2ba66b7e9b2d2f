/**
 * In how many ways a value of a schema may begin. The engine follows all of them at once: definitions that each name the next one
 * twice make 2^60 ways of a few kilobytes, and one that begins with itself makes endless ones.
 */
import { refuse } from '../../../contract/problem.ts';
import type { Schema } from './schema.ts';

/** Takes the engine some hundredths of a second. */
const mostBeginnings = 100_000;
const reference = '#/$defs/';

/** @throws ProblemError unsupported_parameter when there are too many beginnings, or a definition begins with itself. */
export function checkBeginnings(root: Schema, definitions: Readonly<Record<string, Schema>>, path: string): void {
  const counted = new Map<Schema, number | 'counting'>();
  const count = (schema: Schema): number => {
    const known = counted.get(schema);
    if (known === 'counting') refuse('unsupported_parameter', 'A definition begins with itself.', { param: path });
    if (known !== undefined) return known;
    counted.set(schema, 'counting');
    const ways = next(schema, definitions).reduce((sum, one) => sum + count(one), 0) || 1;
    if (ways > mostBeginnings) {
      const sentence = `The schema is too large: a value may begin in over ${mostBeginnings.toLocaleString('en')} ways.`;
      refuse('unsupported_parameter', sentence, { param: path });
    }
    counted.set(schema, ways);
    return ways;
  };
  for (const schema of [root, ...Object.values(definitions)]) for (const part of partsOf(schema)) count(part);
}

/** What a value of this schema begins with: the alternatives, or what is referred to. */
function next(schema: Schema, definitions: Readonly<Record<string, Schema>>): readonly Schema[] {
  if (Array.isArray(schema['oneOf'])) return schema['oneOf'] as Schema[];
  const name = schema['$ref'];
  const found = typeof name === 'string' ? definitions[name.slice(reference.length)] : undefined;
  return found ? [found] : [];
}

/** A schema and all that stand in it. */
function* partsOf(value: unknown): Iterable<Schema> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Schema;
  for (const inner of Object.values(value)) yield* partsOf(inner);
}
