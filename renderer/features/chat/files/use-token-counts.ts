import { useQueries } from '@tanstack/react-query';
import { Counted } from '../../../../contract/chat.ts';
import type { ModelView } from '../../../../contract/control-api.ts';
import { useOffice } from '../../../data/office/office-context.ts';
import { queryKeys } from '../../../data/client/query-keys.ts';
import { aboutTokens } from './about-tokens.ts';
import type { Attachment } from './use-attachments.ts';

export interface TokenCount {
  readonly tokens: number;
  /** As the model itself counts; else more or less. */
  readonly exact: boolean;
}

/** A machine that has no place by then is not waited for. */
const patience = 5_000;

/** The tokens of each file for a model: counted by a machine that has it ready, else about. */
export function useTokenCounts(files: readonly Attachment[], model: ModelView | undefined): TokenCount[] {
  const { client } = useOffice();
  const counted = useQueries({
    queries: files.map(({ key, text }) => ({
      queryKey: queryKeys.tokens(model?.name ?? '', key),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client.ask('/answers/count', Counted, {
          method: 'POST',
          body: { model: model?.name, text },
          signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
        }),
      // A model that is loaded only when it is asked for is not loaded for a figure.
      enabled: model?.state === 'ready',
      staleTime: Infinity,
    })),
  });
  return files.map(({ text }, index) => {
    const tokens = counted[index]?.data?.tokens;
    return tokens === undefined ? { tokens: aboutTokens(text), exact: false } : { tokens, exact: true };
  });
}
