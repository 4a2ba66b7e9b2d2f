/** The calls of a conversation while it is read: results belong to calls that were made. Pure. */
import { refuse } from '../../../contract/problem.ts';
import type { ToolCall } from '../../../contract/tools.ts';
import { argumentsOf } from './written-calls.ts';

export class KnownCalls {
  readonly #names = new Map<string, string>();

  /**
   * @param call as the client sends it back; arguments may be left empty
   * @throws ProblemError invalid_request when its arguments are no JSON object
   */
  add(call: ToolCall, path: string): ToolCall {
    this.#names.set(call.id, call.name);
    const given = call.arguments.trim() === '' ? { ...call, arguments: '{}' } : call;
    if (argumentsOf(given) === null) refuse('invalid_request', 'They must be a JSON object.', { param: path });
    return given;
  }

  /** The call that a result belongs to. @throws ProblemError invalid_request when there was none */
  find(id: string, path: string): Pick<ToolCall, 'id' | 'name'> {
    const name = this.#names.get(id);
    if (name !== undefined) return { id, name };
    return refuse('invalid_request', 'No call in front of it has this id.', { param: path });
  }
}
