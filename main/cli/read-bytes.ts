import { refuse } from '../../contract/problem.ts';

const units: Readonly<Record<string, number>> = { gb: 1024 ** 3, g: 1024 ** 3, mb: 1024 ** 2, m: 1024 ** 2 };

/** "4GB", "4.5 GB", "512MB"; a bare figure counts GB; "none" is null. @throws ProblemError invalid_request */
export function readBytes(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  if (text === 'none') return null;
  const [, figure = '', unit = 'gb'] = /^(\d{1,5}(?:[.,]\d{1,3})?)\s*(gb|g|mb|m)?$/.exec(text) ?? [];
  const factor = units[unit];
  if (figure === '' || factor === undefined) {
    refuse('invalid_request', `“${typed}” is no amount of memory.`, {
      action: 'Write for example 4GB, 512MB or none.',
    });
  }
  return Math.round(Number(figure.replace(',', '.')) * (factor ?? 0));
}
