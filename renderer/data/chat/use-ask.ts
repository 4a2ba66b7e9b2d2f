import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { AskRequest, NewConversation } from '../../../contract/chat.ts';
import { Asked, Conversation, ConversationSummary } from '../../../contract/control-api.ts';
import type { Instructions } from '../../../contract/presets.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';
import { withAsked } from './with-asked.ts';

interface Question {
  /** null: a new conversation is made with it, unless it is refused. */
  readonly conversationId: string | null;
  /** Of a new conversation. */
  readonly instructions: Instructions | null;
  readonly request: AskRequest;
}

/** Asks; gives the id of the conversation. In a known one, question and empty answer stand in the cache before it resolves. */
export function useAsk(): UseMutationResult<string, Error, Question> {
  const { client } = useOffice();
  const queries = useQueryClient();
  const begin = async (made: NewConversation): Promise<string> =>
    (await client.ask('/conversations', ConversationSummary, { method: 'POST', body: made })).id;
  const goOn = async (id: string, request: AskRequest): Promise<string> => {
    const asked = await client.ask(`/conversations/${id}/answers`, Asked, { method: 'POST', body: request });
    const known = queries.getQueryData<Conversation>(queryKeys.conversation(id));
    if (known) queries.setQueryData(queryKeys.conversation(id), withAsked(known, asked));
    return id;
  };
  return useMutation({
    mutationFn: async ({ conversationId, instructions, request }: Question) => {
      const id = await (conversationId ? goOn(conversationId, request) : begin({ instructions, first: request }));
      await queries.invalidateQueries({ queryKey: queryKeys.conversations });
      return id;
    },
  });
}
