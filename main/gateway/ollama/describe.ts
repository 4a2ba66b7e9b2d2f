/** Ollama's API for the description: each route with what it takes and gives. */
import {
  OllamaChatLine,
  OllamaEmbeddings,
  OllamaError,
  OllamaGenerateLine,
  OllamaModelList,
  OllamaRunningList,
  OllamaShown,
  OllamaVersion,
  OllamaWholeChat,
  OllamaWholeText,
} from '../../../contract/ollama-answers.ts';
import {
  OllamaChatRequest,
  OllamaEmbedRequest,
  OllamaGenerateRequest,
  OllamaModel,
  OllamaShowRequest,
} from '../../../contract/ollama.ts';
import type { SurfaceDescription } from '../openapi/operation.ts';
import { unsupportedInOllama } from './read-options.ts';

const model = 'demo';
const contentType = 'application/x-ndjson';
const words = 'Unless `"stream": false`: one object a line. The last one has `"done": true`.';

export const ollamaDescription: SurfaceDescription = {
  name: 'Ollama',
  error: OllamaError,
  schemas: {
    OllamaChatRequest,
    OllamaWholeChat,
    OllamaChatLine,
    OllamaGenerateRequest,
    OllamaWholeText,
    OllamaGenerateLine,
    OllamaEmbedRequest,
    OllamaEmbeddings,
    OllamaShowRequest,
    OllamaShown,
    OllamaModel,
    OllamaModelList,
    OllamaRunningList,
    OllamaVersion,
    OllamaError,
  },
  operations: [
    {
      method: 'POST',
      path: '/api/chat',
      summary: 'Answers a conversation',
      request: {
        schema: OllamaChatRequest,
        example: { model, messages: [{ role: 'user', content: 'What is the capital of Portugal?' }] },
        refused: unsupportedInOllama,
      },
      answer: OllamaWholeChat,
      stream: { contentType, piece: OllamaChatLine, words },
    },
    {
      method: 'POST',
      path: '/api/generate',
      summary: 'Answers one question, or goes on with a text',
      request: {
        schema: OllamaGenerateRequest,
        example: { model, prompt: 'What is the capital of Portugal?', stream: false },
        refused: unsupportedInOllama,
      },
      answer: OllamaWholeText,
      stream: { contentType, piece: OllamaGenerateLine, words },
    },
    {
      method: 'POST',
      path: '/api/embed',
      summary: 'Makes vectors of texts',
      request: {
        schema: OllamaEmbedRequest,
        example: { model: 'nomic-embed-text-v1.5', input: ['an invoice', 'a letter'] },
      },
      answer: OllamaEmbeddings,
    },
    { method: 'GET', path: '/api/tags', summary: 'Lists the models that the key may use', answer: OllamaModelList },
    { method: 'GET', path: '/api/ps', summary: 'Lists those that are ready now', answer: OllamaRunningList },
    { method: 'GET', path: '/api/version', summary: 'Whose shapes these are', answer: OllamaVersion },
    {
      method: 'POST',
      path: '/api/show',
      summary: 'One model',
      request: { schema: OllamaShowRequest, example: { model } },
      answer: OllamaShown,
    },
  ],
};
