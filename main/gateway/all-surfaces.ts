import type { AnswerRoute } from './answer-route.ts';
import { anthropicSurface } from './anthropic/surface.ts';
import type { Embedding } from './embedding.ts';
import type { ModelNames } from './model-names.ts';
import { ollamaSurface } from './ollama/surface.ts';
import { openAiSurface } from './openai/surface.ts';
import type { Surface } from './surface.ts';

/** Every way in which programs may speak to the office; the first is spoken where none is named. */
export const allSurfaces = (
  answers: AnswerRoute,
  embedding: Embedding,
  names: ModelNames,
): readonly [Surface, ...Surface[]] => [
  openAiSurface(answers, embedding, names),
  anthropicSurface(answers, names),
  ollamaSurface(answers, embedding, names),
];
