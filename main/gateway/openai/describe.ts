/** OpenAI's API for the description: each route with what it takes and gives. */
import { CompletionRequest, TextCompletion } from '../../../contract/openai-completions.ts';
import { ResponseEvent } from '../../../contract/openai-response-events.ts';
import { OpenAiResponse, OutputItem, ResponseRequest } from '../../../contract/openai-responses.ts';
import {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  EmbeddingList,
  EmbeddingsRequest,
  OpenAiError,
  OpenAiModel,
  OpenAiModelList,
  Usage,
} from '../../../contract/openai.ts';
import { Reranking, RerankRequest } from '../../../contract/rerank.ts';
import type { SurfaceDescription } from '../openapi/operation.ts';
import { unsupportedInCompletions } from './read-completion.ts';
import { unsupportedInResponses } from './responses/unsupported.ts';
import { unsupportedInChats } from './unsupported.ts';

const model = 'demo';
const messages = [{ role: 'user', content: 'What is the capital of Portugal?' }];
const words =
  'With `"stream": true`: the data of each event. The last one is `[DONE]`; without it the answer broke off.';

export const openAiDescription: SurfaceDescription = {
  name: 'OpenAI',
  error: OpenAiError,
  schemas: {
    ChatCompletionRequest,
    ChatCompletion,
    ChatCompletionChunk,
    CompletionRequest,
    TextCompletion,
    ResponseRequest,
    OpenAiResponse,
    OutputItem,
    ResponseEvent,
    EmbeddingsRequest,
    EmbeddingList,
    RerankRequest,
    Reranking,
    OpenAiModel,
    OpenAiModelList,
    OpenAiError,
    Usage,
  },
  operations: [
    {
      method: 'POST',
      path: '/v1/chat/completions',
      summary: 'Answers a conversation',
      request: {
        schema: ChatCompletionRequest,
        example: { model, messages, temperature: 0, stream: true, stream_options: { include_usage: true } },
        refused: unsupportedInChats,
      },
      answer: ChatCompletion,
      stream: { contentType: 'text/event-stream', piece: ChatCompletionChunk, words },
    },
    {
      method: 'POST',
      path: '/v1/completions',
      summary: 'Goes on with a text as it stands',
      request: {
        schema: CompletionRequest,
        example: { model, prompt: 'The capital of Portugal is', max_tokens: 16 },
        refused: unsupportedInCompletions,
      },
      answer: TextCompletion,
      stream: { contentType: 'text/event-stream', piece: TextCompletion, words },
    },
    {
      method: 'POST',
      path: '/v1/responses',
      summary: 'Answers a conversation; nothing of it is kept',
      request: {
        schema: ResponseRequest,
        example: { model, instructions: 'Be short.', input: 'What is the capital of Portugal?' },
        refused: unsupportedInResponses,
      },
      answer: OpenAiResponse,
      stream: {
        contentType: 'text/event-stream',
        piece: ResponseEvent,
        words:
          'With `"stream": true`: the data of each event. The last one is `response.completed` or `response.incomplete`.',
      },
    },
    {
      method: 'POST',
      path: '/v1/embeddings',
      summary: 'Makes vectors of texts',
      request: {
        schema: EmbeddingsRequest,
        example: { model: 'nomic-embed-text-v1.5', input: ['an invoice', 'a letter'], encoding_format: 'base64' },
      },
      answer: EmbeddingList,
    },
    {
      method: 'POST',
      path: '/v1/rerank',
      summary: 'Puts texts in the order in which they answer a question',
      request: {
        schema: RerankRequest,
        example: { model: 'bge-reranker-v2-m3', query: 'When is rent due?', documents: ['On the third.', 'By bank.'] },
      },
      answer: Reranking,
    },
    { method: 'GET', path: '/v1/models', summary: 'Lists the models that the key may use', answer: OpenAiModelList },
    { method: 'GET', path: '/v1/models/ID', summary: 'One model', answer: OpenAiModel },
  ],
};
