import type { ModelView } from '../../../contract/control-api.ts';

/** What a person does on the Models page beside looking: one thing at a time. */
export type Doing =
  | { readonly type: 'deploy'; readonly model: string; readonly quantization: string | null }
  | { readonly type: 'switch-off'; readonly model: ModelView }
  /** Null in `paths`: a file was dropped whose path this window may not know. */
  | { readonly type: 'import'; readonly paths: readonly (string | null)[] };
