/** The answers of the window's chat: written whoever listens, and kept while they grow. */
import type { AnswerFrame, Asked, Conversation, Message } from '../../contract/control-api.ts';
import { branchTo } from '../../contract/conversation-branch.ts';
import type { AskRequest, CountRequest } from '../../contract/chat.ts';
import type { Sampling } from '../../contract/generate.ts';
import { problem, ProblemError, refuse, toProblem } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import type { Log } from '../../common/log.ts';
import type { AnswerInput, AnswerPiece, AnswerRequest } from '../gateway/answer.ts';
import type { Answering } from '../gateway/answering.ts';
import type { KeyLimits } from '../gateway/key-limits.ts';
import type { ConversationStore } from './conversation-store.ts';
import { promptOf, withoutOldest } from './prompt-of.ts';
import { RunningAnswer } from './running-answer.ts';
import { titleOf } from './title-of.ts';
import type { Visitor } from './visitor.ts';

interface AnswersParts {
  readonly answering: Pick<Answering, 'answer'>;
  readonly limits: Pick<KeyLimits, 'admit' | 'admitModel'>;
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when somebody's list of conversations, or one of them, changed. */
  readonly onChange: (owner: string) => void;
  readonly saveEveryMs?: number;
}

/** For conversation: lively, yet without the unlikely words that small models stumble over. */
const chatSampling: Omit<Sampling, 'seed'> = { temperature: 0.6, topP: 0.95, topK: 40, minP: 0.1 };

/** Reasons for stopping from outside, and what the message then is. */
const stopped = Symbol('stopped by the user');
const cut = Symbol('the service stops');

type ChatRequest = AnswerRequest & { readonly input: AnswerInput & { readonly kind: 'chat' } };

export class Answers {
  readonly #parts: AnswersParts;
  readonly #running = new Map<string, RunningAnswer>();
  readonly #writers = new Set<Promise<void>>();

  constructor(parts: AnswersParts) {
    this.#parts = parts;
  }

  /**
   * Takes a question, or an old question again, and begins its answer.
   * @throws ProblemError not_found or invalid_request; what a person's limits say.
   */
  ask(conversationId: string, request: AskRequest, { person, caller }: Pick<Visitor, 'person' | 'caller'>): Asked {
    const { store, limits, onChange } = this.#parts;
    const conversation = store.read(conversationId, person.id) ?? refuse('not_found', 'There is no such conversation.');
    const asking = { ...person, isPerson: true };
    limits.admitModel(asking, request.model);
    limits.admit(asking);
    const question =
      request.content === null ? oldQuestion(conversation, request) : this.#newQuestion(conversation, request);
    const answer = this.#newMessage({
      role: 'assistant',
      parentId: question.id,
      model: request.model,
      state: 'writing',
    });
    store.addMessage(conversationId, answer);
    store.setHead(conversationId, answer.id);
    if (conversation.messages.length === 0) store.rename(conversationId, titleOf(question.content));
    const running = new RunningAnswer(conversationId, person.id, answer);
    this.#running.set(answer.id, running);
    const branch = branchTo([...conversation.messages, question], question.id);
    const writer = this.#write(running, {
      id: newId('req'),
      caller,
      model: request.model,
      input: { kind: 'chat', messages: promptOf(branch, conversation.instructions) },
      sampling: { ...chatSampling, seed: Math.floor(Math.random() * 2 ** 32) },
      stop: [],
      maxTokens: null,
      grammar: null,
    });
    this.#writers.add(writer);
    void writer.finally(() => this.#writers.delete(writer));
    onChange(person.id);
    return { question, answer };
  }

  /**
   * Tells an answer from its beginning, be it running or done; the last frame is `end`. Returns how to leave.
   * @throws ProblemError not_found
   */
  follow(answerId: string, owner: string, listener: (frame: AnswerFrame) => void): () => void {
    const running = this.#running.get(answerId);
    if (running?.owner === owner) return running.follow(listener);
    const message = this.#parts.store.findMessage(answerId, owner);
    if (message?.role !== 'assistant') return refuse('not_found', 'There is no such answer.');
    if (message.content !== '') listener({ type: 'text', text: message.content });
    listener({ type: 'end', message });
    return () => undefined;
  }

  /**
   * How many tokens a text has, as the model itself counts them: a machine takes it, and leaves it before it reads. It goes to no
   * external server, where nobody wanted it sent yet.
   * @throws ProblemError when no machine can take it; model_not_allowed or tokens_used_up; the signal's reason when it was aborted.
   */
  async count(
    { model, text }: CountRequest,
    { person, caller }: Pick<Visitor, 'person' | 'caller'>,
    signal: AbortSignal,
  ): Promise<number> {
    this.#parts.limits.admitModel({ ...person, isPerson: true }, model);
    const request = {
      id: newId('req'),
      caller,
      model,
      input: { kind: 'text', text },
      sampling: { ...chatSampling, seed: 0 },
      stop: [],
      maxTokens: null,
      grammar: null,
      ownOnly: true,
      countOnly: true,
    } as const;
    for await (const piece of this.#parts.answering.answer(request, signal)) {
      if (piece.type === 'placed' && piece.promptTokens !== null) return piece.promptTokens;
    }
    return refuse('model_not_ready', 'The tokens could not be counted.');
  }

  /** Ends an answer and keeps its text. One that is done already stays as it is. */
  stop(answerId: string, owner: string): void {
    const running = this.#running.get(answerId);
    if (running?.owner === owner) running.stopping.abort(stopped);
  }

  /** Ends what is written in a conversation that is removed. */
  stopIn(conversationId: string): void {
    for (const running of this.#running.values())
      if (running.conversationId === conversationId) running.stopping.abort(stopped);
  }

  /** Ends all that is written for somebody who may come in no more. */
  stopOf(owner: string): void {
    for (const running of this.#running.values()) if (running.owner === owner) running.stopping.abort(stopped);
  }

  /** Cuts off all answers, keeping their texts. */
  async close(): Promise<void> {
    for (const running of this.#running.values()) running.stopping.abort(cut);
    await Promise.all(this.#writers);
  }

  #newQuestion(conversation: Conversation, { parentId, content, files = [] }: AskRequest): Message {
    if (parentId !== null && !conversation.messages.some(({ id }) => id === parentId)) {
      refuse('invalid_request', 'The message to go on from is not in this conversation.', { param: 'parentId' });
    }
    const question = this.#newMessage({ role: 'user', parentId, content: content ?? '', files, state: 'done' });
    this.#parts.store.addMessage(conversation.id, question);
    return question;
  }

  #newMessage(given: Pick<Message, 'role' | 'parentId' | 'state'> & Partial<Message>): Message {
    const empty = {
      content: '',
      files: [],
      model: null,
      machine: null,
      tokensPerSecond: null,
      completionTokens: null,
      leftOut: 0,
      moves: [],
      problem: null,
    };
    return { id: newId('msg'), createdAt: this.#parts.clock.now(), ...empty, ...given };
  }

  async #write(running: RunningAnswer, request: ChatRequest): Promise<void> {
    const { saveEveryMs = 1000 } = this.#parts;
    const { signal } = running.stopping;
    let saved = '';
    const save = setInterval(() => {
      const { id, content, machine, moves } = running.message;
      if (content === saved) return;
      saved = content;
      try {
        this.#parts.store.updateMessage(id, { content, machine, moves });
      } catch (error) {
        running.stopping.abort(this.#notKept(error, id));
      }
    }, saveEveryMs);
    try {
      for await (const piece of this.#thatFits(running, request, signal)) {
        switch (piece.type) {
          case 'waiting':
            running.add(piece);
            break;
          case 'text':
            running.add(piece);
            break;
          case 'placed':
            running.change({ machine: piece.machineName });
            running.add({ type: 'placed', machine: piece.machineName });
            break;
          case 'moved':
            running.move(piece);
            break;
          case 'end':
            running.change({
              state: 'done',
              machine: piece.machineName,
              tokensPerSecond: piece.tokensPerSecond,
              completionTokens: piece.usage.completionTokens,
            });
        }
      }
    } catch (error) {
      running.change(endOf(signal.aborted ? signal.reason : error));
      if (!signal.aborted) this.#parts.log.info({ err: error, requestId: request.id }, 'an answer failed');
    } finally {
      clearInterval(save);
      this.#keep(running);
    }
  }

  /** The answer to as much of the conversation as the model can hold. What is left out is noted on the message, never hidden. */
  async *#thatFits(running: RunningAnswer, request: ChatRequest, signal: AbortSignal): AsyncIterable<AnswerPiece> {
    const all = request.input.messages;
    for (let messages = all; ;) {
      try {
        return yield* this.#parts.answering.answer({ ...request, input: { kind: 'chat', messages } }, signal);
      } catch (error) {
        const tooLong = error instanceof ProblemError && error.problem.code === 'context_length_exceeded';
        const shorter = tooLong ? withoutOldest(messages) : null;
        if (shorter === null) throw error;
        messages = shorter;
        running.change({ leftOut: all.length - messages.length });
      }
    }
  }

  /** Writes the finished message down, then tells those who listen: what they read next is what is kept. */
  #keep(running: RunningAnswer): void {
    const { id, parentId: _parent, role: _role, createdAt: _at, ...end } = running.message;
    try {
      this.#parts.store.updateMessage(id, end);
      this.#running.delete(id);
    } catch (error) {
      // It stays among those that run: the store says "writing" for ever, and whoever follows it hears this end.
      running.change(endOf(this.#notKept(error, id)));
    }
    running.add({ type: 'end', message: running.message });
    this.#parts.onChange(running.owner);
  }

  /** The store failed, most likely as the disk is full or somebody holds the file: one answer is lost, the office goes on. */
  #notKept(error: unknown, answerId: string): ProblemError {
    this.#parts.log.error({ err: error, answerId }, 'an answer could not be kept');
    const reason = error instanceof Error ? error.message : String(error);
    const effect = 'It ends here, and may be gone after a restart.';
    const action = 'Free space on the disk of the office’s PC, then ask again.';
    return new ProblemError(
      problem('disk_full', `The answer could not be written down: ${reason}.`, { effect, action }),
    );
  }
}

/** What a message becomes that did not come to its end. */
function endOf(reason: unknown): Partial<Message> {
  if (reason === cut) return { state: 'cut' };
  if (reason === stopped) return { state: 'stopped' };
  return { state: 'failed', problem: toProblem(reason) };
}

/** For another try: the question stays, its new answer becomes a sibling of the old one. */
function oldQuestion(conversation: Conversation, { parentId }: AskRequest): Message {
  const question = conversation.messages.find(({ id }) => id === parentId);
  if (question?.role === 'user') return question;
  return refuse('invalid_request', 'Another try needs the question it answers.', { param: 'parentId' });
}
