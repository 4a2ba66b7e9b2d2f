/** Other names of models, as the window's API commands them. */
import type { Alias } from '../../contract/aliases.ts';
import { refuse } from '../../contract/problem.ts';
import type { AliasesOffice } from '../control/aliases-office.ts';
import type { AliasBook } from '../ledger/aliases.ts';
import type { ModelBook } from '../ledger/models.ts';

export class LiveAliases implements AliasesOffice {
  readonly #book: AliasBook;
  readonly #models: ModelBook;

  constructor(book: AliasBook, models: ModelBook) {
    this.#book = book;
    this.#models = models;
  }

  all(): readonly Alias[] {
    return this.#book.all();
  }

  put(alias: Alias): void {
    const deployed = this.#models.deployments().map(({ model }) => model);
    const effect = 'Nothing was changed.';
    if (deployed.includes(alias.name)) {
      refuse('model_name_taken', `A model of this office is called ${alias.name} already.`, {
        effect,
        action: 'Choose another name.',
      });
    }
    if (!deployed.includes(alias.model)) {
      refuse('model_not_found', `No deployment of ${alias.model} is there.`, {
        effect,
        action: 'Choose one that `aivailable model list` shows.',
      });
    }
    this.#book.put(alias);
  }

  remove(name: string): void {
    if (this.#book.remove(name)) return;
    const action = '`aivailable model alias` shows the names.';
    refuse('not_found', `No model has the other name ${name}.`, { action });
  }
}
