/** The port to other names of models. */
import type { Alias } from '../../contract/aliases.ts';

/** Each throws a ProblemError when it cannot be done; contract/aliases.ts says what each means. */
export interface AliasesOffice {
  all(): readonly Alias[];
  put(alias: Alias): void;
  remove(name: string): void;
}
