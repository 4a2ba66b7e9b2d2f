import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { z } from 'zod';
import { SearchHit } from '../../../contract/chat.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

/** Conversations with all of the words, newest first. The last ones stay until those of other words come. */
export function useChatSearch(words: string): UseQueryResult<SearchHit[]> {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.chatSearch(words),
    queryFn: ({ signal }) =>
      client.ask(`/conversations/search?words=${encodeURIComponent(words)}`, z.array(SearchHit), { signal }),
    placeholderData: keepPreviousData,
  });
}
