/** Names of what the query cache holds. */
export const queryKeys = {
  state: ['state'],
  conversations: ['conversations'],
  conversation: (id: string) => ['conversations', id],
  /** @param files what the office has and loads: where models fit depends on it */
  catalogue: (files: string) => ['catalogue', files],
  activity: (kind: string | null) => ['activity', kind],
  availability: ['availability'],
  rates: (span: string) => ['rates', span],
  access: ['access'],
  keys: ['keys'],
  usage: ['usage'],
  whatIf: (changes: unknown) => ['what-if', changes],
} as const;
