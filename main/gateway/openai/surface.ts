/** OpenAI's API, as far as it is served. */
import { sendJson } from '../../base/http.ts';
import type { AnswerRoute } from '../answer-route.ts';
import type { Embedding } from '../embedding.ts';
import type { ModelNames } from '../model-names.ts';
import type { Surface } from '../surface.ts';
import { wantedModel } from '../wanted-model.ts';
import { translateChat } from './chat-completions.ts';
import { translateCompletion } from './completions.ts';
import { serveEmbeddings } from './embeddings.ts';
import { serveRerank } from './rerank.ts';
import { translateResponse } from './responses/responses.ts';
import { writeError } from './write-error.ts';
import { writeModel } from './write-model.ts';

export function openAiSurface(answers: AnswerRoute, embedding: Embedding, names: ModelNames): Surface {
  return {
    writeError,
    routes: [
      {
        method: 'POST',
        path: '/v1/chat/completions',
        matches: /^\/v1\/chat\/completions\/?$/,
        serve: (call) => answers.serve(call, translateChat),
      },
      {
        method: 'POST',
        path: '/v1/completions',
        matches: /^\/v1\/completions\/?$/,
        serve: (call) => answers.serve(call, translateCompletion),
      },
      {
        method: 'POST',
        path: '/v1/embeddings',
        matches: /^\/v1\/embeddings\/?$/,
        serve: (call) => serveEmbeddings(call, embedding, names),
      },
      {
        method: 'POST',
        path: '/v1/rerank',
        matches: /^\/v1\/rerank\/?$/,
        serve: (call) => serveRerank(call, embedding, names),
      },
      {
        method: 'POST',
        path: '/v1/responses',
        matches: /^\/v1\/responses\/?$/,
        serve: (call) => answers.serve(call, translateResponse),
      },
      {
        method: 'GET',
        path: '/v1/models',
        matches: /^\/v1\/models\/?$/,
        serve: ({ response, allows }) =>
          sendJson(response, 200, { object: 'list', data: names.allowed(allows).map(writeModel) }),
      },
      {
        method: 'GET',
        path: '/v1/models/ID',
        matches: /^\/v1\/models\/(.+)$/,
        serve: ({ response, rest, allows }) => sendJson(response, 200, writeModel(wantedModel(rest, names, allows))),
      },
    ],
  };
}
