/** Grammars that hold a model to calls of its tools (GBNF). */
import type { Llama } from 'node-llama-cpp';
import { argumentsMark } from '../../../common/call-header.ts';
import { problem, ProblemError } from '../../../contract/problem.ts';
import type { CallSyntax, Tool, ToolUse } from '../../../contract/tools.ts';
import { jsonRules, valueRules } from './arguments-grammar.ts';
import { literal } from './gbnf.ts';

/** Calls that one answer has at most, where it must be calls. */
const mostCalls = 16;

/** One blank or one line: small models are caught in blank space where they may write any. */
const blank = String.raw`ws ::= (" " | "\n" [ \t]{0,12})?`;
const anything = String.raw`[^\x00]*`;
const id = `(ws "," ws ${literal('"id"')} ws ":" ws ${literal('"')} [a-zA-Z0-9_-]{1,64} ${literal('"')})?`;

/**
 * The whole answer: calls of tools that may be called.
 * @param json the grammar of the text that may stand there instead; null: nothing may
 * @throws ProblemError unsupported_parameter when a schema asks for what no grammar can hold
 */
export async function answerGrammar(
  llama: Llama,
  syntax: CallSyntax,
  tools: ToolUse,
  json: string | null,
): Promise<string> {
  const callable = tools.list.filter(({ name }) => tools.callable.includes(name));
  const rules: string[] = [];
  for (const [at, tool] of callable.entries()) rules.push(...(await toolRules(llama, tool, `tool${at}`)));
  const names = callable.map((_, at) => `tool${at}-call`);
  const forms = callable.map((tool, at) => `tool${at}-call ::= ${callForm(tool, `tool${at}`, syntax)}`);
  const calls = `calls ::= ${callsForm(syntax, tools.parallel)}`;
  const other = json === null ? [] : jsonRules(json, 'json');
  const root = json === null ? 'root ::= calls' : 'root ::= calls | json';
  return [root, calls, `call ::= ${names.join(' | ')}`, ...forms, ...rules, ...other, blank].join('\n');
}

/**
 * The rest of a call whose name is there, and of the answer.
 * @param written behind the name so far
 * @returns null when what was written does not lead to arguments
 * @throws ProblemError as answerGrammar does
 */
export async function restGrammar(
  llama: Llama,
  syntax: CallSyntax,
  tool: Tool,
  { written, parallel }: { readonly written: string; readonly parallel: boolean },
): Promise<string | null> {
  const due = dueBehind(written, syntax.shape === 'named' ? [] : [',', `"${syntax.argumentsKey}"`, ':']);
  if (due === null) return null;
  const ends = endForm(syntax, parallel);
  const rules = await toolRules(llama, tool, 'tool');
  return [`root ::= ${due} ws tool ${ends}`, ...rules, blank].join('\n');
}

async function toolRules(llama: Llama, { name, held }: Tool, rule: string): Promise<string[]> {
  try {
    return await valueRules(llama, held, rule);
  } catch (error) {
    const sentence = `The engine cannot make a grammar of the parameters of "${name}".`;
    throw new ProblemError(problem('unsupported_parameter', sentence, { param: 'tools' }), { cause: error });
  }
}

function callForm({ name }: Tool, rule: string, { opens, closes, shape, argumentsKey }: CallSyntax): string {
  if (shape === 'named') return `${literal(opens + name + argumentsMark)} ${rule}`;
  const key = (field: string): string => `${literal(`"${field}"`)} ws ${literal(':')} ws`;
  const named = `${key('name')} ${literal(`"${name}"`)} ws ${literal(',')} ws`;
  const more = shape === 'list' ? `${id} ` : '';
  const object = `${literal('{')} ws ${named} ${key(argumentsKey)} ${rule} ${more}ws ${literal('}')}`;
  return shape === 'tagged' ? `${literal(opens)} ws ${object} ws ${literal(closes)}` : object;
}

function callsForm({ opens, closes, shape }: CallSyntax, parallel: boolean): string {
  const more = (between: string): string => (parallel ? ` (${between} call){0,${mostCalls - 1}}` : '');
  if (shape === 'list') return `${literal(opens)} ws "[" ws call${more('ws "," ws')} ws "]" ${literal(closes)}`;
  if (shape === 'tagged') return `call${more('ws')}`;
  return shape === 'bare' ? `call${more('";" ws')}` : `call${more('')}`;
}

/** What stands behind the arguments, up to the end of the answer. */
function endForm({ closes, shape }: CallSyntax, parallel: boolean): string {
  if (shape === 'named') return parallel ? anything : '';
  if (shape === 'list') return `${id} ws ${literal('}')} ${parallel ? anything : `ws "]" ${literal(closes)}`}`;
  return `ws ${literal('}')} ws ${literal(closes)} ${parallel ? anything : ''}`;
}

/** Which of these parts are still due behind a text, as a form; null: the text goes on otherwise. */
function dueBehind(written: string, parts: readonly string[]): string | null {
  let left = written.trimStart();
  const due: string[] = [];
  for (const part of parts) {
    if (due.length > 0 || left === '') due.push(`ws ${literal(part)}`);
    else if (left.startsWith(part)) left = left.slice(part.length).trimStart();
    else if (part.startsWith(left)) {
      due.push(literal(part.slice(left.length)));
      left = '';
    } else return null;
  }
  return left === '' ? due.join(' ') : null;
}
