/** How a template writes calls, seen by what it makes of a conversation with one. Pure. */
import { Template } from '@huggingface/jinja';
import type { CallSyntax } from '../../../contract/tools.ts';
import { knownSyntaxes, unseenSyntax } from './call-syntaxes.ts';

export interface FoundSyntax {
  readonly syntax: CallSyntax;
  /** How the template wants the arguments of earlier calls: as objects or as JSON text; null: it leaves calls out. */
  readonly takes: 'objects' | 'texts' | null;
}

const parameters = { type: 'object', properties: { anArgument: { type: 'string', description: 'x' } } };
const tools = [{ type: 'function', function: { name: 'aTool', description: 'aDescription', parameters } }];
const call = { anArgument: 'aValue' };

/** Null: the template knows no tools, or writes calls in a way that is not in the table. */
export function findSyntax(source: string): FoundSyntax | null {
  for (const takes of ['objects', 'texts'] as const) {
    const shown = probe(source, takes === 'objects' ? call : JSON.stringify(call));
    if (!shown?.includes('aDescription') || !shown.includes('aResult')) continue;
    const found = knownSyntaxes.find(({ looks }) => looks.test(shown));
    if (found) return { syntax: found.syntax, takes };
    if (source.includes(unseenSyntax.opens) && !shown.includes('aValue')) return { syntax: unseenSyntax, takes: null };
  }
  return null;
}

function probe(source: string, given: unknown): string | null {
  const asked = { id: 'call00000', type: 'function', function: { name: 'aTool', arguments: given } };
  const messages = [
    { role: 'user', content: 'aQuestion' },
    { role: 'assistant', content: '', tool_calls: [asked] },
    { role: 'tool', name: 'aTool', tool_call_id: 'call00000', content: 'aResult' },
  ];
  try {
    const said = { messages, tools, add_generation_prompt: true, bos_token: '', eos_token: '' };
    return new Template(source).render(said);
  } catch {
    // It cannot even write this: its tools are described in words.
    return null;
  }
}
