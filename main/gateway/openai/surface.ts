/** OpenAI's API, as far as it is served. */
import { problem, ProblemError } from '../../../contract/problem.ts';
import { sendJson } from '../../base/http.ts';
import type { AnswerRoute } from '../answer-route.ts';
import type { ModelNames } from '../model-names.ts';
import type { Call, Surface } from '../surface.ts';
import { translateChat } from './chat-completions.ts';
import { translateCompletion } from './completions.ts';
import { writeError } from './write-error.ts';
import { writeModel } from './write-model.ts';

export function openAiSurface(answers: AnswerRoute, names: ModelNames): Surface {
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
        method: 'GET',
        path: '/v1/models',
        matches: /^\/v1\/models\/?$/,
        serve: ({ response }) => sendJson(response, 200, { object: 'list', data: names.all().map(writeModel) }),
      },
      {
        method: 'GET',
        path: '/v1/models/ID',
        matches: /^\/v1\/models\/(.+)$/,
        serve: (call) => showModel(call, names),
      },
    ],
  };
}

function showModel({ response, rest }: Call, names: ModelNames): void {
  const wanted = decode(rest);
  const model = names.find(wanted);
  if (!model) throw new ProblemError(problem('model_not_found', `There is no model "${wanted.slice(0, 100)}".`));
  sendJson(response, 200, writeModel(model));
}

/** A name with a broken escape is no name of ours: it stays as it came. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
