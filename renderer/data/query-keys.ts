/** Names of what the query cache holds. */
export const queryKeys = {
  state: ['state'],
  conversations: ['conversations'],
  conversation: (id: string) => ['conversations', id],
  /** @param files what the office has and loads: where models fit depends on it */
  catalogue: (files: string) => ['catalogue', files],
  whatIf: (changes: unknown) => ['what-if', changes],
} as const;
