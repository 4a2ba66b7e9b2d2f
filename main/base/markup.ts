/** HTML that is put together from fixed parts and values: a value is text, unless it is HTML itself. */

export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Tags a template: markup`<p>${name}</p>`. */
export function markup(parts: TemplateStringsArray, ...values: (string | Markup | readonly Markup[])[]): Markup {
  return new Markup(String.raw({ raw: parts }, ...values.map(written)));
}

const written = (value: string | Markup | readonly Markup[]): string => {
  if (typeof value === 'string') return escape(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join('\n');
};

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
