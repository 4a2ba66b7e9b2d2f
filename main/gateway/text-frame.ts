/** What an external server's answer is made of: texts, as it knows no tokens of ours. */
export type TextFrame =
  /** It has the request and begins to answer. */
  | { readonly type: 'begun' }
  | { readonly type: 'text'; readonly text: string }
  /** Last. `stop`: the stop text that ended it. `usage`: as the server counts; null: it does not say. */
  | {
      readonly type: 'end';
      readonly reason: 'stop' | 'length';
      readonly stop: string | null;
      readonly usage: { readonly promptTokens: number; readonly completionTokens: number } | null;
    };
