/** Other names of the look's models; in any other office there are none. */
import { AliasTarget, type Alias } from '../../../contract/aliases.ts';
import { refuse } from '../../../contract/problem.ts';

export class FakeAliases {
  #all: Alias[];

  constructor(office: string) {
    this.#all = office === 'linden' ? [{ name: 'gpt-4o-mini', model: 'qwen2.5-7b-instruct' }] : [];
  }

  answer(method: string, name: string, sent: unknown): { status: number; body?: unknown } {
    if (method === 'GET') return { status: 200, body: this.#all };
    const others = this.#all.filter((one) => one.name !== name);
    if (method === 'PUT') {
      const { model } = AliasTarget.parse(sent);
      if (name === model) refuse('model_name_taken', `A model of this office is called ${name} already.`);
      this.#all = [...others, { name, model }].toSorted((a, b) => a.name.localeCompare(b.name));
    } else this.#all = others;
    return { status: 204 };
  }
}
