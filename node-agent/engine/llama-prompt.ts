/** Messages as the model was trained to read them. */
import {
  JinjaTemplateChatWrapper,
  LlamaText,
  SpecialTokensText,
  type ChatHistoryItem,
  type LlamaModel,
} from 'node-llama-cpp';
import { argumentsMark, idMark } from '../../common/call-header.ts';
import type { ChatMessage, GenerateRequest } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import type { CallSyntax, ToolUse } from '../../contract/tools.ts';
import { usualSyntax } from './tools/call-syntaxes.ts';
import { ControlMarks } from './tools/control-marks.ts';
import { findSyntax } from './tools/find-syntax.ts';
import { plainMessages } from './tools/plain-messages.ts';
import { ToolTemplate } from './tools/tool-template.ts';

/** Turns messages into prompt tokens with the model's own template, and plain texts as they stand. */
export class LlamaPrompt {
  /** How the model writes calls of tools. */
  readonly callSyntax: CallSyntax;
  /** Tokens that are marks of calls, with their texts. */
  readonly callMarks: ReadonlyMap<number, string>;
  readonly #model: LlamaModel;
  readonly #wrapper: JinjaTemplateChatWrapper;
  /** Null: the model's template knows no tools. */
  readonly #toolTemplate: ToolTemplate | null;

  /** @throws ProblemError model_file_invalid when the file holds no template */
  constructor(model: LlamaModel) {
    const template = model.fileInfo.metadata.tokenizer.chat_template;
    if (template === undefined)
      refuse('model_file_invalid', 'The model file holds no chat template, so the model cannot chat.');
    this.#model = model;
    this.#wrapper = new JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer });
    const found = findSyntax(template);
    const ends = { bos_token: model.tokens.bosString ?? '', eos_token: model.tokens.eosString ?? '' };
    this.callSyntax = found?.syntax ?? usualSyntax;
    this.callMarks = markTokens(model, this.callSyntax);
    this.#toolTemplate = found && new ToolTemplate(template, found, ends, new ControlMarks(controlTexts(model)));
  }

  /**
   * Of messages only the template's own marks become control tokens: the same characters in a message or in a tool's description stay
   * plain text. An assistant message at the end is gone on with.
   */
  tokens(input: Exclude<GenerateRequest['input'], { kind: 'tokens' }>, tools?: ToolUse): number[] {
    if (input.kind === 'text') return this.#ofText(input.text);
    const { messages } = input;
    if (!tools && !messages.some(({ role, calls }) => role === 'tool' || calls)) return this.#ofChat(messages);
    const rendered = this.#toolTemplate?.render(messages, tools ?? null) ?? null;
    return rendered === null
      ? this.#ofChat(plainMessages(messages, tools ?? null, this.callSyntax))
      : this.#ofRendered(rendered);
  }

  /** The tokens of an answer that was begun elsewhere. No text becomes a control token. */
  begun(text: string): number[] {
    return this.#model.tokenize(text, false, 'trimLeadingSpace');
  }

  /** Read as it stands, after the mark that begins a text where the model wants one. No text becomes a control token. */
  #ofText(text: string): number[] {
    const { bos, shouldPrependBosToken } = this.#model.tokens;
    const begin = shouldPrependBosToken && bos !== null ? [bos] : [];
    return [...begin, ...this.#model.tokenize(text, false)];
  }

  /** @param messages none of the role tool */
  #ofChat(messages: readonly ChatMessage[]): number[] {
    const chatHistory: ChatHistoryItem[] = messages.map(({ role, content }) =>
      role === 'assistant'
        ? { type: 'model', response: [content] }
        : { type: role === 'system' ? role : 'user', text: content },
    );
    if (messages.at(-1)?.role !== 'assistant') chatHistory.push({ type: 'model', response: [] });
    const { contextText } = this.#wrapper.generateContextState({ chatHistory });
    return contextText.tokenize(this.#model.tokenizer);
  }

  #ofRendered(rendered: string): number[] {
    const parts = ControlMarks.partsOf(rendered).map(({ text, plain }) => (plain ? text : new SpecialTokensText(text)));
    return LlamaText(parts).tokenize(this.#model.tokenizer);
  }
}

/** Those that the vocabulary has as one token. */
const markTokens = (model: LlamaModel, { opens, closes }: CallSyntax): ReadonlyMap<number, string> =>
  new Map(
    [opens, closes, argumentsMark, idMark].flatMap((mark): [number, string][] => {
      const [token, ...more] = mark === '' ? [] : model.tokenize(mark, true, 'trimLeadingSpace');
      return token === undefined || more.length > 0 ? [] : [[token, mark]];
    }),
  );

const controlTexts = (model: LlamaModel): string[] =>
  [...model.iterateAllTokens()]
    .filter((token) => model.getTokenAttributes(token).control)
    .map((token) => model.detokenize([token], true));
