/** How the models that are known write calls: the one table. A model's own is found by what its template shows of a call. */
import type { CallSyntax } from '../../../contract/tools.ts';

/** What is taught to models whose template knows no tools: most have seen it. */
export const usualSyntax: CallSyntax = {
  opens: '<tool_call>',
  closes: '</tool_call>',
  shape: 'tagged',
  argumentsKey: 'arguments',
};

interface KnownSyntax {
  readonly syntax: CallSyntax;
  /** How a call of `aTool` with the argument `anArgument` looks, where a template writes it so. */
  readonly looks: RegExp;
}

const list = { closes: '', shape: 'list', argumentsKey: 'arguments' } as const;
const listed = String.raw`\s*\[\s*\{"name": ?"aTool", ?"arguments": ?\{"anArgument"`;

export const knownSyntaxes: readonly KnownSyntax[] = [
  // Hermes, Qwen 2.5 and 3, Granite 4, SmolLM 3.
  { syntax: usualSyntax, looks: /<tool_call>\s*\{"name": ?"aTool", ?"arguments": ?\{"anArgument"/ },
  // Mistral 7B 0.3, Nemo.
  { syntax: { ...list, opens: '[TOOL_CALLS]' }, looks: new RegExp(String.raw`\[TOOL_CALLS\]${listed}`) },
  // Mistral Small 3.2, Ministral 3, Devstral.
  {
    syntax: { opens: '[TOOL_CALLS]', closes: '', shape: 'named', argumentsKey: 'arguments' },
    looks: /\[TOOL_CALLS\]aTool(\[CALL_ID\]\w+)?\[ARGS\]\{"anArgument"/,
  },
  // Nemotron.
  {
    syntax: { ...list, opens: '<TOOLCALL>', closes: '</TOOLCALL>' },
    looks: new RegExp(`<TOOLCALL>${listed}`),
  },
  // Llama 3.1 to 3.3.
  {
    syntax: { opens: '<|python_tag|>', closes: '', shape: 'bare', argumentsKey: 'parameters' },
    looks: /\s\{"name": ?"aTool", ?"parameters": ?\{"anArgument"/,
  },
];

/** Granite 3: its template shows tools, and leaves calls out. */
export const unseenSyntax: CallSyntax = { ...list, opens: '<|tool_call|>' };
