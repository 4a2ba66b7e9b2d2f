import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { Asked, Conversation, ConversationSummary, type AskRequest } from '../../../contract/control-api.ts';
import type { Instructions } from '../../../contract/presets.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';
import { withAsked } from './with-asked.ts';

interface Question {
  /** null: a new conversation is made for it. */
  readonly conversationId: string | null;
  /** Of a new conversation. */
  readonly instructions: Instructions | null;
  readonly request: AskRequest;
}

/** Asks; gives the id of the conversation. The question and its empty answer stand in the cache before it resolves. */
export function useAsk(): UseMutationResult<string, Error, Question> {
  const { client } = useOffice();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ conversationId, instructions, request }: Question) => {
      const body = { instructions };
      const id =
        conversationId ?? (await client.ask('/conversations', ConversationSummary, { method: 'POST', body })).id;
      const asked = await client.ask(`/conversations/${id}/answers`, Asked, { method: 'POST', body: request });
      const known = queries.getQueryData<Conversation>(queryKeys.conversation(id));
      if (known) queries.setQueryData(queryKeys.conversation(id), withAsked(known, asked));
      await queries.invalidateQueries({ queryKey: queryKeys.conversations });
      return id;
    },
  });
}
