/** Calls as a model of a syntax writes them. Pure. */
import { argumentsMark } from '../../../common/call-header.ts';
import type { CallSyntax } from '../../../contract/tools.ts';

/** @param calls at least one; `arguments` as JSON text */
export function writeCalls(
  calls: readonly { readonly name: string; readonly arguments: string }[],
  { opens, closes, shape, argumentsKey }: CallSyntax,
): string {
  const objects = calls.map(
    ({ name, arguments: text }) => `{"name": ${JSON.stringify(name)}, ${JSON.stringify(argumentsKey)}: ${text}}`,
  );
  switch (shape) {
    case 'tagged':
      return objects.map((object) => `${opens}\n${object}\n${closes}`).join('\n');
    case 'bare':
      return objects.join('; ');
    case 'list':
      return `${opens}[${objects.join(', ')}]${closes}`;
    case 'named':
      return calls.map(({ name, arguments: text }) => `${opens}${name}${argumentsMark}${text}`).join('');
  }
}
