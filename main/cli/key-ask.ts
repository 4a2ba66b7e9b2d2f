/** `aivailable key ask`: whether programs must show a key, and what may be done without one. */
import { Argument, type Command } from 'commander';
import { AccessView } from '../../contract/access.ts';
import type { KeylessLimits } from '../../contract/keys.ts';
import { refuse } from '../../contract/problem.ts';
import type { DataOptions } from './data-option.ts';
import { limitsFrom, limitWords, type LimitOptions } from './key-limits.ts';
import { print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

type Wish = 'always' | 'not-for';
type Options = DataOptions & Pick<LimitOptions, 'requests' | 'tokens'>;

const usualPerMinute = '60';

export function addKeyAskCommand(key: Command): void {
  officeCommand(key, 'ask', 'whether programs must show a key')
    .addArgument(new Argument('[wish]', 'left out: only show').choices(['always', 'not-for']))
    .argument('[models...]', 'that are open to everybody in the office network, after not-for')
    .option('--requests <count>', 'requests a minute of all who show none, or none', usualPerMinute)
    .option('--tokens <count>', 'tokens a day of all who show none, or none')
    .action((wish: Wish | undefined, models: string[], options: Options) =>
      withOffice(options, async (office, json) => {
        const path = '/control/access/without-key';
        const answer =
          wish === undefined
            ? await office.call('GET', '/control/access')
            : wish === 'always'
              ? await office.call('DELETE', path)
              : await office.call('PUT', path, readLimits(models, options));
        const { withoutKey } = AccessView.parse(answer);
        if (json) return printJson({ withoutKey });
        if (withoutKey === null) return print('Every request needs a key.');
        print(`Without a key anyone in the office network: ${limitWords({ ...withoutKey, expiresAt: null })}.`);
        print('A wrong key is still refused. The window and the figures stay closed.');
      }),
    );
}

/** @throws ProblemError invalid_request */
function readLimits(models: readonly string[], { requests, tokens }: Options): KeylessLimits {
  if (models.length === 0) {
    refuse('invalid_request', 'Which models shall be open to everybody is not said.', {
      action: 'Name them: aivailable key ask not-for MODEL …',
    });
  }
  const limits = limitsFrom({
    ...(requests === undefined ? {} : { requests }),
    ...(tokens === undefined ? {} : { tokens }),
  });
  return {
    models: [...models],
    requestsPerMinute: limits.requestsPerMinute ?? null,
    tokensPerDay: limits.tokensPerDay ?? null,
  };
}
