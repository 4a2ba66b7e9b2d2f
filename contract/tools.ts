/** Tools that a model may call: what it is told of them, what it may call, and how it writes a call. */
import { z } from 'zod';

const Schema = z.record(z.string(), z.unknown());

/** Names that every template and grammar takes as they are. */
export const toolName = /^[a-zA-Z0-9_.:/-]{1,128}$/;

export const Tool = z.strictObject({
  name: z.string().regex(toolName),
  description: z.string(),
  /** A JSON schema as the client wrote it: what the model is shown. */
  parameters: Schema,
  /** What the arguments are held to, as far as a grammar can: the same schema, in the words that the engine knows. */
  held: Schema,
});
export type Tool = z.infer<typeof Tool>;

/** What a request says of its tools. */
export const ToolUse = z.strictObject({
  list: z.array(Tool).min(1).max(256),
  /** Names of those that may be called now. */
  callable: z.array(z.string()).min(1),
  /** The answer is a call, and nothing else. */
  required: z.boolean(),
  /** It may be several. */
  parallel: z.boolean(),
});
export type ToolUse = z.infer<typeof ToolUse>;

/** A call in a conversation. `arguments` is the JSON text of an object. */
export const ToolCall = z.strictObject({ id: z.string(), name: z.string(), arguments: z.string() });
export type ToolCall = z.infer<typeof ToolCall>;

/** How a model writes calls, as its template shows it. */
export const CallSyntax = z.object({
  /** The mark in front. One of the shape `bare` may be missing, when the answer begins with the call. */
  opens: z.string().min(1),
  /** The mark behind; empty: there is none. */
  closes: z.string(),
  /**
   * tagged: one JSON object between the marks. bare: a JSON object that the answer begins with. list: a JSON list of objects behind
   * the mark. named: the name, the mark [ARGS] and the arguments.
   */
  shape: z.enum(['tagged', 'bare', 'list', 'named']),
  /** Where the objects have the arguments. */
  argumentsKey: z.enum(['arguments', 'parameters']),
});
export type CallSyntax = z.infer<typeof CallSyntax>;
