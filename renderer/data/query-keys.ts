/** Names of what the query cache holds. */
export const queryKeys = {
  state: ['state'],
  conversations: ['conversations'],
  conversation: (id: string) => ['conversations', id],
} as const;
