/** What a request says of its tools, whatever shape the client speaks. Pure. */
import { refuse } from '../../../contract/problem.ts';
import { toolName, type ToolUse } from '../../../contract/tools.ts';
import { isFields } from '../refuse-fields.ts';
import { SchemaBudget } from '../schema/schema-budget.ts';
import { heldArguments } from './held-arguments.ts';

interface OfferedTool {
  readonly name: string;
  readonly description?: string | null | undefined;
  /** A JSON schema; left out: it takes no arguments. */
  readonly parameters?: unknown;
  /** The schema must be kept to, or the request refused. */
  readonly strict?: boolean | null | undefined;
  /** In the request, for errors: of its name, and of its schema. */
  readonly paths: { readonly name: string; readonly schema: string };
}

/** `names`: the only ones that may be called; left out: all. */
export interface ToolChoice {
  readonly kind: 'none' | 'auto' | 'required';
  readonly names?: readonly string[];
  readonly parallel: boolean;
}

const mostTools = 256;
const usualParameters = { type: 'object', properties: {} };

/**
 * Empty when nothing may be called: then the model is not told of the tools either.
 * @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path
 */
export function readToolUse(
  offered: readonly OfferedTool[],
  { kind, names, parallel }: ToolChoice,
): { readonly tools?: ToolUse } {
  if (offered.length === 0 && kind !== 'required') return {};
  if (offered.length === 0) wrong('A call is asked for, and there are no tools.', 'tool_choice');
  if (offered.length > mostTools) wrong(`There are ${offered.length} tools; ${mostTools} is the most.`, 'tools');
  const budget = new SchemaBudget(4);
  const known = new Set<string>();
  const list = offered.map(({ name, description, parameters, strict, paths }) => {
    if (!toolName.test(name)) {
      wrong('The name of a tool has 1 to 128 letters, digits and . : / _ -', paths.name);
    }
    if (known.has(name)) wrong(`There are two tools called "${name}".`, paths.name);
    known.add(name);
    const shown = parameters ?? usualParameters;
    if (!isFields(shown)) return wrong('A schema must be an object.', paths.schema);
    const held = heldArguments(shown, { strict: strict === true, path: paths.schema, budget });
    return { name, description: description ?? '', parameters: shown, held };
  });
  for (const name of names ?? []) {
    if (!known.has(name)) wrong(`There is no tool "${name.slice(0, 100)}".`, 'tool_choice');
  }
  const callable = names ? [...new Set(names)] : [...known];
  return kind === 'none' || callable.length === 0
    ? {}
    : { tools: { list, callable, required: kind === 'required', parallel } };
}

const wrong = (sentence: string, param: string): never => refuse('invalid_request', sentence, { param });
