/** A model's own template with its tools: how it shows them, the calls of them and what they returned. */
import { Template } from '@huggingface/jinja';
import type { ChatMessage } from '../../../contract/generate.ts';
import { refuse } from '../../../contract/problem.ts';
import type { ToolUse } from '../../../contract/tools.ts';
import type { ControlMarks } from './control-marks.ts';
import type { FoundSyntax } from './find-syntax.ts';
import { writeCalls } from './write-call.ts';

/** As the template names them. */
interface TextEnds {
  readonly bos_token: string;
  readonly eos_token: string;
}

/** A message as templates read it. */
interface TemplateMessage {
  readonly role: ChatMessage['role'];
  readonly content: string;
  readonly name?: string;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly object[];
}

const between = '\n\n';
/** Ends an answer that is gone on with: no text has it. */
const goOnMark = '\uFDD2';

export class ToolTemplate {
  readonly #template: Template;
  readonly #found: FoundSyntax;
  readonly #ends: TextEnds;
  readonly #marks: ControlMarks;

  constructor(source: string, found: FoundSyntax, ends: TextEnds, marks: ControlMarks) {
    this.#template = new Template(source);
    this.#found = found;
    this.#ends = ends;
    this.#marks = marks;
  }

  /**
   * The prompt, with the control marks of messages and tools set off. An assistant's message at the end is gone on with. Null: the
   * template refuses the conversation however it is put.
   * @throws ProblemError invalid_request when arguments are no JSON object
   */
  render(messages: readonly ChatMessage[], tools: ToolUse | null): string | null {
    const joined = joinTurns(messages);
    for (const turns of [joined, oneCallATurn(joined), withoutSystem(joined), withoutSystem(oneCallATurn(joined))]) {
      const rendered = this.#tryRender(this.#write(turns), tools);
      if (rendered !== null) return rendered;
    }
    return null;
  }

  #tryRender(messages: readonly TemplateMessage[], tools: ToolUse | null): string | null {
    const last = messages.at(-1);
    const goesOn = last?.role === 'assistant' && last.tool_calls === undefined;
    const ended = goesOn ? [...messages.slice(0, -1), { ...last, content: last.content + goOnMark }] : messages;
    try {
      const rendered = this.#template.render({
        ...this.#ends,
        messages: ended,
        ...(tools && { tools: tools.list.map((tool) => this.#shown(tool)) }),
        add_generation_prompt: !goesOn,
        enable_thinking: true,
      });
      return goesOn ? rendered.slice(0, rendered.lastIndexOf(goOnMark)) : rendered;
    } catch {
      // Templates refuse by throwing.
      return null;
    }
  }

  #shown({ name, description, parameters }: ToolUse['list'][number]): object {
    const own = { name, description, parameters };
    return { type: 'function', function: this.#marks.setOffIn(own) };
  }

  /** Ids are counted anew: some templates take those of nine letters only. */
  #write(messages: readonly ChatMessage[]): TemplateMessage[] {
    const ids = new Map<string, string>();
    const idOf = (id: string): string => {
      const known = ids.get(id) ?? `call${String(ids.size).padStart(5, '0')}`;
      ids.set(id, known);
      return known;
    };
    return messages.map(({ role, content, calls, answers }): TemplateMessage => {
      const text = this.#marks.setOff(content);
      if (answers) return { role, content: text, name: answers.name, tool_call_id: idOf(answers.id) };
      if (!calls) return { role, content: text };
      const given = calls.map(({ name, arguments: written }) => ({ name, value: this.#arguments(written) }));
      if (this.#found.takes === null) {
        const written = given.map(({ name, value }) => ({ name, arguments: JSON.stringify(value) }));
        return { role, content: text + writeCalls(written, this.#found.syntax) };
      }
      const asText = this.#found.takes === 'texts';
      return {
        role,
        content: text,
        tool_calls: given.map(({ name, value }, at) => ({
          id: idOf(calls[at]?.id ?? ''),
          type: 'function',
          function: { name, arguments: asText ? JSON.stringify(value) : value },
        })),
      };
    });
  }

  #arguments(written: string): unknown {
    try {
      const value: unknown = JSON.parse(written);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return this.#marks.setOffIn(value);
    } catch {
      // Said below.
    }
    return refuse('invalid_request', 'The arguments of a call are no JSON object.', { param: 'messages' });
  }
}

/** Many templates take turns only. */
function joinTurns(messages: readonly ChatMessage[]): ChatMessage[] {
  const turns: ChatMessage[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (last?.role !== message.role || message.role === 'tool') {
      turns.push(message);
      continue;
    }
    const calls = [...(last.calls ?? []), ...(message.calls ?? [])];
    const content = [last.content, message.content].filter((text) => text !== '').join(between);
    turns[turns.length - 1] = { role: message.role, content, ...(calls.length > 0 && { calls }) };
  }
  return turns;
}

/** Some templates take one call in a message: each is followed by its own answer. */
function oneCallATurn(messages: readonly ChatMessage[]): ChatMessage[] {
  const answered = new Set<ChatMessage>();
  return messages.flatMap((message): ChatMessage[] => {
    if (answered.has(message)) return [];
    if (!message.calls) return [message];
    return message.calls.flatMap((call, at): ChatMessage[] => {
      const answer = messages.find(({ answers }) => answers?.id === call.id);
      if (answer) answered.add(answer);
      const turn = { role: message.role, content: at === 0 ? message.content : '', calls: [call] };
      return answer ? [turn, answer] : [turn];
    });
  });
}

/** Some templates take no instructions: they stand in front of the first question. */
function withoutSystem(messages: readonly ChatMessage[]): ChatMessage[] {
  const [first, second, ...rest] = messages;
  if (first?.role !== 'system') return [...messages];
  if (second?.role !== 'user') return [{ role: 'user', content: first.content }, ...messages.slice(1)];
  return [{ role: 'user', content: first.content + between + second.content }, ...rest];
}
