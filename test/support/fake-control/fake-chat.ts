/** Conversations in memory, and answers that are written word by word. */
import { randomUUID } from 'node:crypto';
import type { AnswerFrame, Asked, Conversation, Message } from '../../../contract/control-api.ts';
import type { AskRequest, ConversationChange, SearchHit } from '../../../contract/chat.ts';
import { problem, refuse } from '../../../contract/problem.ts';
import { searchHit } from '../../../main/control/search-hit.ts';
import { aMessage } from '../a-message.ts';

const day = 86_400_000;

const answerText = `Without corrections **Holm & Sons** looks cheapest, but theirs is the only offer that leaves the scaffold out:

| Offer | Net | Area | Per m² | Includes scaffold |
| --- | ---: | ---: | ---: | --- |
| Brandt Dach | € 41,860 | 312 m² | € 134.17 | yes |
| Holm & Sons | € 38,430 | 305 m² | € 126.00 | no, about € 4,200 |
| Nordwerk | € 43,992 | 312 m² | € 141.00 | yes |

With the scaffold added, Holm & Sons comes to € 42,630, or € 139.77 per m². **Brandt Dach is then the cheapest at € 134.17.** This works for a row of your sheet:

\`\`\`excel
=LET(net, B2, area, C2, scaffold, D2,
     IF(scaffold = "no", net + ScaffoldEstimate, net) / area)
\`\`\`

Put the estimate in one named cell, so that you can change it for all three.`;

/** About 1,000 words, as a model writes them: paragraphs, tables, lists, code and a formula. */
const longText = Array.from(
  { length: 8 },
  (_, part) => `## Part ${part + 1}\n\n${answerText}\n\n- first **point**\n- second\n\n$$\na^2 + b^2\n$$`,
).join('\n\n');

const message = (more: Partial<Message> & Pick<Message, 'role' | 'content'>): Message =>
  aMessage({ id: randomUUID(), createdAt: Date.now(), ...more });

function admit({ content }: AskRequest): void {
  if (content?.includes('refuse')) refuse('too_many_requests', 'This PC may ask once a minute.', { retryAfter: 60 });
}

interface Running {
  readonly frames: AnswerFrame[];
  readonly listeners: Set<(frame: AnswerFrame) => void>;
  readonly stop: AbortController;
}

export class FakeChat {
  readonly conversations: Conversation[] = [];
  readonly #answers = new Map<string, Running>();
  readonly #wordMs: number;
  readonly #onChange: () => void;

  /** @param wordMs milliseconds between two words of an answer; a question with "long" has one of 1,000 words */
  constructor(wordMs: number, onChange: () => void) {
    this.#wordMs = wordMs;
    this.#onChange = onChange;
    const titles = [
      ['Roof insulation quotes', 0],
      ['Letter to the surveyor', 0],
      ['Minutes, site meeting 14', 1],
      ['Room schedule to CSV', 1],
      ['Fire door regulations, plain words', 1],
      ['Invoice reminder, friendly', 8],
      ['Translate tender page 3', 8],
    ] as const;
    for (const [index, [title, days]] of titles.entries())
      this.#seed(`c${index + 1}`, title, Date.now() - days * day - index);
  }

  /** A new conversation; none when its first question is refused. */
  begin(first: AskRequest | undefined): Conversation {
    if (first) admit(first);
    const now = Date.now();
    const made: Conversation = {
      id: randomUUID(),
      title: '',
      createdAt: now,
      updatedAt: now,
      pinned: false,
      messages: [],
      headId: null,
      instructions: null,
    };
    this.conversations.unshift(made);
    if (first) this.ask(made, first);
    return made;
  }

  find(id: string): Conversation | undefined {
    return this.conversations.find((one) => one.id === id);
  }

  remove(id: string): void {
    const at = this.conversations.findIndex((one) => one.id === id);
    if (at >= 0) this.conversations.splice(at, 1);
    this.#onChange();
  }

  change(conversation: Conversation, change: ConversationChange): void {
    Object.assign(conversation, change);
    this.#onChange();
  }

  /** Adds a conversation of that many messages, and tells its id. */
  addLong(count: number): string {
    const id = `long-${count}`;
    const messages = Array.from({ length: count }, (_, index) =>
      message({
        id: `${id}-${index}`,
        role: index % 2 === 0 ? 'user' : 'assistant',
        content: index % 2 === 0 ? `Question ${index}: what does it cost?` : `Answer ${index}.\n\n${answerText}`,
        parentId: index === 0 ? null : `${id}-${index - 1}`,
        createdAt: index,
        model: index % 2 === 0 ? null : 'qwen2.5-7b',
      }),
    );
    const times = { createdAt: 0, updatedAt: 0 };
    const headId = messages.at(-1)?.id ?? null;
    this.conversations.push({ id, title: id, ...times, pinned: false, instructions: null, messages, headId });
    return id;
  }

  search(words: string[]): SearchHit[] {
    return this.conversations.flatMap((conversation) => {
      const found = conversation.messages.find(({ content }) => words.every((word) => content.includes(word)));
      const inTitle = words.every((word) => conversation.title.includes(word));
      return found || inTitle ? [searchHit({ conversation, message: found ?? null }, words)] : [];
    });
  }

  ask(conversation: Conversation, request: AskRequest): Asked {
    admit(request);
    const { parentId, content, files = [], model } = request;
    const known = content === null ? conversation.messages.find(({ id }) => id === parentId) : undefined;
    const question = known ?? message({ role: 'user', content: content ?? '', files, parentId });
    if (!known) conversation.messages.push(question);
    const answer = message({ role: 'assistant', content: '', parentId: question.id, state: 'writing', model });
    conversation.messages.push(answer);
    conversation.headId = answer.id;
    conversation.title ||= question.content.slice(0, 60);
    conversation.updatedAt = Date.now();
    const running: Running = { frames: [], listeners: new Set(), stop: new AbortController() };
    this.#answers.set(answer.id, running);
    const asked = { question: { ...question }, answer: { ...answer } };
    void this.#write(running, answer, question.content);
    this.#onChange();
    return asked;
  }

  stop(id: string): void {
    this.#answers.get(id)?.stop.abort();
  }

  /** Ends every answer that is being written. */
  stopAll(): void {
    for (const { stop } of this.#answers.values()) stop.abort();
  }

  /** Tells the answer from its beginning; returns the way to stop listening, or undefined when it is unknown. */
  follow(id: string, hear: (frame: AnswerFrame) => void): (() => void) | undefined {
    const running = this.#answers.get(id);
    if (!running) return undefined;
    for (const frame of running.frames) hear(frame);
    running.listeners.add(hear);
    return () => running.listeners.delete(hear);
  }

  async #write(running: Running, answer: Message, question: string): Promise<void> {
    const say = (frame: AnswerFrame): void => {
      running.frames.push(frame);
      for (const hear of running.listeners) hear(frame);
    };
    const { signal } = running.stop;
    if (question.includes('queue')) {
      say({ type: 'waiting', place: 2, seconds: 20, reason: 'All 8 places for this model are busy.' });
      await this.#pause(80, signal);
    }
    if (!signal.aborted) {
      answer.machine = 'DESIGN-01';
      say({ type: 'placed', machine: 'DESIGN-01' });
    }
    const fails = question.includes('fail');
    let words = 0;
    const text = question.includes('long') ? longText : answerText;
    for (const word of text.split(/(?<=\s)/)) {
      if (signal.aborted || (fails && words > 20)) break;
      answer.content += word;
      words += 1;
      say({ type: 'text', text: word });
      await this.#pause(1, signal);
    }
    answer.completionTokens = words;
    answer.tokensPerSecond = 41;
    answer.state = signal.aborted ? 'stopped' : fails ? 'cut' : 'done';
    if (answer.state === 'cut')
      answer.problem = problem(
        'machine_lost',
        `DESIGN-01 was lost after ${words} tokens, and no other machine could go on.`,
      );
    say({ type: 'end', message: { ...answer } });
    this.#onChange();
  }

  #pause(words: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, words * this.#wordMs);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }

  #seed(id: string, title: string, time: number): void {
    const question = message({
      role: 'user',
      content:
        'Here are three offers for the roof insulation. Which one is cheapest per m² if all of them include the scaffold? Give me the formula for our sheet too.',
      createdAt: time,
    });
    const answer = message({
      role: 'assistant',
      content: answerText,
      parentId: question.id,
      createdAt: time,
      model: 'qwen2.5-7b',
      machine: 'DESIGN-01',
      moves: [{ from: 'ACCOUNTS-02', to: 'DESIGN-01', why: 'lost', at: answerText.indexOf('| yes |\n\n'), gapMs: 800 }],
      tokensPerSecond: 41,
      completionTokens: 212,
    });
    this.conversations.push({
      id,
      title,
      createdAt: time,
      updatedAt: time,
      pinned: title === 'Room schedule to CSV',
      messages: [question, answer],
      headId: answer.id,
      instructions: null,
    });
  }
}
