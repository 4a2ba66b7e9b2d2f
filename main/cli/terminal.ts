/** What a command asks the person who typed it. Questions go to standard error, so that output can be piped. */
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable, type Readable } from 'node:stream';
import { refuse } from '../../contract/problem.ts';

type Input = Readable & { readonly isTTY?: boolean };

/** Who can be asked something. */
export interface Asker {
  /** Somebody can answer. */
  readonly attended: boolean;
  /** A line, without blanks around it. @throws ProblemError when nobody is there to answer, or at Ctrl+C */
  line(question: string): Promise<string>;
  /** A line that is not shown while it is typed. @throws ProblemError as `line` */
  secret(question: string): Promise<string>;
  /** True only for an answer that says yes. */
  agrees(question: string): Promise<boolean>;
  /** All of standard input; one line break at its end is none of it. */
  everything(): Promise<string>;
}

export class Terminal implements Asker {
  readonly #input: Input;
  readonly #output: Writable;

  constructor(input: Input, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  get attended(): boolean {
    return this.#input.isTTY === true;
  }

  async line(question: string): Promise<string> {
    return (await this.#ask(question, this.#output)).trim();
  }

  async secret(question: string): Promise<string> {
    this.#output.write(question);
    const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
    const typed = await this.#ask('', unseen);
    this.#output.write('\n');
    return typed;
  }

  async agrees(question: string): Promise<boolean> {
    return /^(y|yes)$/i.test(await this.line(`${question} [y/N] `));
  }

  async everything(): Promise<string> {
    return (await text(this.#input)).replace(/\r?\n$/, '');
  }

  async #ask(question: string, output: Writable): Promise<string> {
    if (!this.attended) {
      refuse('invalid_request', `Nobody is at the terminal to answer: ${question.trim()}`, {
        effect: 'Nothing was done.',
        action: 'Answer by an option; --help lists them.',
      });
    }
    const gone = new AbortController();
    const reader = createInterface({ input: this.#input, output, terminal: true, historySize: 0 });
    reader.once('close', () => gone.abort());
    try {
      return await reader.question(question, { signal: gone.signal });
    } catch {
      this.#output.write('\n');
      return refuse('invalid_request', 'The question was not answered.', { effect: 'Nothing was done.' });
    } finally {
      reader.close();
    }
  }
}
