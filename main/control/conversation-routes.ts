/** /control/conversations: the list of chats, and each of them. */
import { Router, type Response } from 'express';
import { z } from 'zod';
import { AskRequest, ConversationChange, NewConversation, SearchWords } from '../../contract/chat.ts';
import { ConversationSummary, type Conversation } from '../../contract/control-api.ts';
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { readJson } from '../base/http.ts';
import { newId } from '../base/ids.ts';
import { parse } from '../base/parse.ts';
import type { Answers } from './answers.ts';
import type { ConversationStore } from './conversation-store.ts';
import { searchHit, wordsIn } from './search-hit.ts';
import { visitorOf } from './visitor.ts';

interface ConversationParts {
  readonly store: ConversationStore;
  readonly answers: Answers;
  readonly clock: Clock;
  readonly onChange: (owner: string) => void;
}

const bodyBytes = 4 * 1024 * 1024;
const Search = z.strictObject({ words: SearchWords });

export function conversationRoutes({ store, answers, clock, onChange }: ConversationParts): Router {
  const router = Router();
  const find = (id: string, response: Response): Conversation =>
    store.read(id, ownerOf(response)) ?? refuse('not_found', 'There is no such conversation.');
  const askOrRemove = (id: string, first: AskRequest, response: Response): void => {
    try {
      answers.ask(id, first, visitorOf(response));
    } catch (error) {
      store.remove(id);
      throw error;
    }
  };

  router.get('/', (_request, response) => void response.json(store.list(ownerOf(response))));
  router.post('/', async (request, response) => {
    const { instructions, first } = parse(NewConversation, await readJson(request, bodyBytes));
    const now = clock.now();
    const conversation: ConversationSummary = {
      id: newId('conv'),
      title: 'New chat',
      createdAt: now,
      updatedAt: now,
      pinned: false,
    };
    store.create(conversation, ownerOf(response));
    if (instructions) store.instruct(conversation.id, instructions);
    if (first) askOrRemove(conversation.id, first, response);
    onChange(ownerOf(response));
    response.status(201).json(summaryOf(find(conversation.id, response)));
  });
  router.get('/search', (request, response) => {
    const words = wordsIn(parse(Search, request.query).words);
    response.json(store.search(words, ownerOf(response)).map((found) => searchHit(found, words)));
  });
  router.get('/:id', (request, response) => void response.json(find(request.params.id, response)));
  router.patch('/:id', async (request, response) => {
    const change = parse(ConversationChange, await readJson(request, bodyBytes));
    const { id } = find(request.params.id, response);
    if (change.title !== undefined) store.rename(id, change.title);
    if (change.pinned !== undefined) store.pin(id, change.pinned);
    if (change.instructions !== undefined) store.instruct(id, change.instructions);
    onChange(ownerOf(response));
    response.json(summaryOf(find(id, response)));
  });
  router.delete('/:id', (request, response) => {
    const { id } = find(request.params.id, response);
    answers.stopIn(id);
    store.remove(id);
    onChange(ownerOf(response));
    response.status(204).end();
  });
  router.post('/:id/answers', async (request, response) => {
    const ask = parse(AskRequest, await readJson(request, bodyBytes));
    response.status(201).json(answers.ask(request.params.id, ask, visitorOf(response)));
  });
  return router;
}

const ownerOf = (response: Response): string => visitorOf(response).person.id;

const summaryOf = (conversation: Conversation): ConversationSummary => ConversationSummary.parse(conversation);
