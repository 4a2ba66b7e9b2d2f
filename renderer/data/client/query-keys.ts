/** Names of what the query cache holds. */
export const queryKeys = {
  state: ['state'],
  conversations: ['conversations'],
  conversation: (id: string) => ['conversations', id],
  /** Beside the conversations: a change of one of them may change what is found. */
  chatSearch: (words: string) => ['conversations', 'search', words],
  /** @param office what it has of files and cards: where models fit depends on it */
  catalogue: (office: string) => ['catalogue', office],
  presets: ['presets'],
  /** @param file its key in this window */
  tokens: (model: string, file: string) => ['tokens', model, file],
  activity: (kind: string | null) => ['activity', kind],
  availability: ['availability'],
  rates: (span: string) => ['rates', span],
  /** @param machine null: every machine's */
  history: (machine: string | null) => ['history', machine],
  access: ['access'],
  checks: ['checks'],
  keys: ['keys'],
  aliases: ['aliases'],
  usage: ['usage'],
  session: ['session'],
  people: ['people'],
  adminPassword: ['admin-password'],
  whatIf: (changes: unknown) => ['what-if', changes],
} as const;
