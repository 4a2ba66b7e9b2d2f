import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { z } from 'zod';
import type { ConversationChange } from '../../../contract/chat.ts';
import { Conversation, ConversationSummary } from '../../../contract/control-api.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

/** All conversations, newest first. */
export function useConversations(): UseQueryResult<ConversationSummary[]> {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.conversations,
    queryFn: ({ signal }) => client.ask('/conversations', z.array(ConversationSummary), { signal }),
  });
}

/** One conversation; null: none is chosen. */
export function useConversation(id: string | null): UseQueryResult<Conversation> {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.conversation(id ?? ''),
    queryFn: ({ signal }) => client.ask(`/conversations/${id}`, Conversation, { signal }),
    enabled: id !== null,
  });
}

/** Renames, pins. */
export function useChangeConversation() {
  const { client } = useOffice();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: ConversationChange & { id: string }) =>
      client.ask(`/conversations/${id}`, ConversationSummary, { method: 'PATCH', body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.conversations }),
  });
}

export function useDeleteConversation() {
  const { client } = useOffice();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.tell(`/conversations/${id}`, { method: 'DELETE' }),
    onSuccess: (_, id) => {
      queries.removeQueries({ queryKey: queryKeys.conversation(id) });
      return queries.invalidateQueries({ queryKey: queryKeys.conversations, exact: true });
    },
  });
}
