/** Ollama's API, as far as it is served. */
import { OllamaShowRequest } from '../../../contract/ollama.ts';
import { readJson, sendJson } from '../../base/http.ts';
import { parse } from '../../base/parse.ts';
import type { AnswerRoute } from '../answer-route.ts';
import type { Embedding } from '../embedding.ts';
import type { ModelNames } from '../model-names.ts';
import type { Call, Surface } from '../surface.ts';
import { wantedModel } from '../wanted-model.ts';
import { translateChat } from './chat.ts';
import { serveEmbed } from './embed.ts';
import { translateGenerate } from './generate.ts';
import { plainName } from './read-options.ts';
import { writeError } from './write-error.ts';
import { writeModel, writeRunning, writeShown } from './write-model.ts';

/** Whose shapes these are: clients ask for what they may use. */
const version = '0.12.0';
const bodyBytes = 64 * 1024;

export function ollamaSurface(answers: AnswerRoute, embedding: Embedding, names: ModelNames): Surface {
  return {
    writeError,
    claims: (_request, path) => /^\/api(\/|$)/.test(path),
    routes: [
      {
        method: 'POST',
        path: '/api/chat',
        matches: /^\/api\/chat\/?$/,
        serve: (call) => answers.serve(call, translateChat),
      },
      {
        method: 'POST',
        path: '/api/generate',
        matches: /^\/api\/generate\/?$/,
        serve: (call) => answers.serve(call, translateGenerate),
      },
      {
        method: 'POST',
        path: '/api/embed',
        matches: /^\/api\/embed\/?$/,
        serve: (call) => serveEmbed(call, embedding, names),
      },
      {
        method: 'GET',
        path: '/api/tags',
        matches: /^\/api\/tags\/?$/,
        serve: ({ response, allows }) => sendJson(response, 200, { models: names.allowed(allows).map(writeModel) }),
      },
      {
        method: 'GET',
        path: '/api/ps',
        matches: /^\/api\/ps\/?$/,
        serve: ({ response, allows }) => sendJson(response, 200, { models: names.running(allows).map(writeRunning) }),
      },
      {
        method: 'GET',
        path: '/api/version',
        matches: /^\/api\/version\/?$/,
        serve: ({ response }) => sendJson(response, 200, { version }),
      },
      {
        method: 'POST',
        path: '/api/show',
        matches: /^\/api\/show\/?$/,
        serve: (call) => show(call, names),
      },
    ],
  };
}

async function show({ request, response, allows }: Call, names: ModelNames): Promise<void> {
  const asked = parse(OllamaShowRequest, await readJson(request, bodyBytes));
  const name = plainName(String('model' in asked ? asked.model : asked['name']));
  sendJson(response, 200, writeShown(wantedModel(name, names, allows)));
}
