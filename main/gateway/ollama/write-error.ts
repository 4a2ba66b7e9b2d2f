/** A Problem in Ollama's shape: one sentence, with the field's name in front. */
import type { Problem } from '../../../contract/errors.ts';

export const writeError = ({ message, action, param }: Problem): { error: string } => ({
  error: `${param === undefined ? '' : `${param}: `}${message} ${action}`,
});
