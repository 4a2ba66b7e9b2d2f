/** Messages as the model was trained to read them. */
import { JinjaTemplateChatWrapper, type ChatHistoryItem, type LlamaModel } from 'node-llama-cpp';
import type { ChatMessage, GenerateRequest } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';

/** Turns messages into prompt tokens with the model's own template, and plain texts as they stand. */
export class LlamaPrompt {
  readonly #model: LlamaModel;
  readonly #wrapper: JinjaTemplateChatWrapper;

  /** @throws ProblemError model_file_invalid when the file holds no template */
  constructor(model: LlamaModel) {
    const template = model.fileInfo.metadata.tokenizer.chat_template;
    if (template === undefined)
      refuse('model_file_invalid', 'The model file holds no chat template, so the model cannot chat.');
    this.#model = model;
    this.#wrapper = new JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer });
  }

  /**
   * Of messages only the template's own marks become control tokens: the same characters in a message stay plain text.
   * An assistant message at the end is gone on with.
   */
  tokens(input: Exclude<GenerateRequest['input'], { kind: 'tokens' }>): number[] {
    return input.kind === 'chat' ? this.#ofChat(input.messages) : this.#ofText(input.text);
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

  #ofChat(messages: readonly ChatMessage[]): number[] {
    const chatHistory: ChatHistoryItem[] = messages.map(({ role, content }) =>
      role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
    );
    if (messages.at(-1)?.role !== 'assistant') chatHistory.push({ type: 'model', response: [] });
    const { contextText } = this.#wrapper.generateContextState({ chatHistory });
    return contextText.tokenize(this.#model.tokenizer);
  }
}
