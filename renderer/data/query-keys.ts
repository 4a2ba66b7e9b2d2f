/** Names of what the query cache holds. */
export const queryKeys = {
  state: ['state'],
  conversations: ['conversations'],
  conversation: (id: string) => ['conversations', id],
  /** Beside the conversations: a change of one of them may change what is found. */
  chatSearch: (words: string) => ['conversations', 'search', words],
  /** @param files what the office has and loads: where models fit depends on it */
  catalogue: (files: string) => ['catalogue', files],
  presets: ['presets'],
  /** @param file its key in this window */
  tokens: (model: string, file: string) => ['tokens', model, file],
  activity: (kind: string | null) => ['activity', kind],
  availability: ['availability'],
  rates: (span: string) => ['rates', span],
  access: ['access'],
  keys: ['keys'],
  aliases: ['aliases'],
  usage: ['usage'],
  session: ['session'],
  people: ['people'],
  adminPassword: ['admin-password'],
  whatIf: (changes: unknown) => ['what-if', changes],
} as const;
