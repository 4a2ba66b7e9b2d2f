/** Anthropic's API, as far as it is served. */
import { sendJson } from '../../base/http.ts';
import type { AnswerRoute } from '../answer-route.ts';
import type { ModelNames } from '../model-names.ts';
import type { Surface } from '../surface.ts';
import { wantedModel } from '../wanted-model.ts';
import { translateMessages } from './messages.ts';
import { readPrompt } from './read-request.ts';
import { writeError } from './write-error.ts';
import { writeModel, writeModels } from './write-model.ts';

export function anthropicSurface(answers: AnswerRoute, names: ModelNames): Surface {
  return {
    writeError,
    // Its clients say their version with each request: GET /v1/models is OpenAI's, too.
    claims: ({ headers }, path) => /^\/v1\/messages(\/|$)/.test(path) || headers['anthropic-version'] !== undefined,
    routes: [
      {
        method: 'POST',
        path: '/v1/messages',
        matches: /^\/v1\/messages\/?$/,
        serve: (call) => answers.serve(call, translateMessages),
      },
      {
        method: 'POST',
        path: '/v1/messages/count_tokens',
        matches: /^\/v1\/messages\/count_tokens\/?$/,
        serve: (call) => answers.count(call, readPrompt, (tokens) => ({ input_tokens: tokens })),
      },
      {
        method: 'GET',
        path: '/v1/models',
        matches: /^\/v1\/models\/?$/,
        serve: ({ response }) => sendJson(response, 200, writeModels(names.all())),
      },
      {
        method: 'GET',
        path: '/v1/models/ID',
        matches: /^\/v1\/models\/(.+)$/,
        serve: ({ response, rest }) => sendJson(response, 200, writeModel(wantedModel(rest, names))),
      },
    ],
  };
}
