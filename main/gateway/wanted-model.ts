import { refuse } from '../../contract/problem.ts';
import type { ModelNames, NamedModel } from './model-names.ts';

/**
 * The model that a path names.
 * @param rest of the path, as it came
 * @throws ProblemError model_not_found
 */
export function wantedModel(rest: string, names: ModelNames): NamedModel {
  const wanted = decode(rest);
  return names.find(wanted) ?? refuse('model_not_found', `There is no model "${wanted.slice(0, 100)}".`);
}

/** A name with a broken escape is no name of ours: it stays as it came. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
