/** `aivailable https`: whether the office is reached encrypted, and whether only so. */
import { Argument, type Command } from 'commander';
import { AccessView, accessUrls, adapterInWords } from '../../contract/access.ts';
import { print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';
import type { DataOptions } from './data-option.ts';

type Wish = 'require' | 'optional';

export function addHttpsCommand(program: Command): void {
  officeCommand(program, 'https', 'addresses of the office; require: other PCs may come by HTTPS only')
    .addArgument(new Argument('[wish]', 'what other PCs may do; left out: only show').choices(['require', 'optional']))
    .action((wish: Wish | undefined, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const answer =
          wish === undefined
            ? await office.call('GET', '/control/access')
            : await office.call('PATCH', '/control/access', { requireHttps: wish === 'require' });
        const view = AccessView.parse(answer);
        if (json) printJson(view);
        else linesOf(view).forEach(print);
      }),
    );
}

function linesOf(view: AccessView): string[] {
  const { https, leftOut } = view;
  const state = https.required
    ? 'HTTPS is required: other PCs may use the office only encrypted.'
    : https.port === null
      ? 'HTTPS is not served.'
      : 'HTTPS is served beside HTTP.';
  const why = https.problem ? [`${https.problem.message} ${https.problem.action}`] : [];
  return [
    state,
    ...why,
    ...addressLines(view),
    ...(leftOut.length > 0 ? [`Not offered on ${leftOut.map((adapter) => adapterInWords(adapter)).join(', ')}.`] : []),
  ];
}

/** Where other PCs reach the office, a line each. */
export const addressLines = (view: AccessView): string[] =>
  accessUrls(view).map(({ url, from }) => `  ${url}/v1  ${from}`);
