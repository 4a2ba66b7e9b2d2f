import type { ComponentProps } from 'react';
import type Markdown from 'react-markdown';
import type { Components } from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import remarkGfm from 'remark-gfm';
import { t } from '../../../../words/words.ts';
import { codeLanguages } from './code-languages.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { safeLink } from './safe-link.ts';

type Options = ComponentProps<typeof Markdown>;
export type Plugins = NonNullable<Options['rehypePlugins']>;

export const remarkPlugins: NonNullable<Options['remarkPlugins']> = [remarkGfm];
export const rehypePlugins: Plugins = [
  [rehypeHighlight, { languages: codeLanguages, aliases: { excel: ['spreadsheet', 'xls', 'xlsx'] } }],
];

const components: Components = {
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noreferrer noopener">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  // Never fetched: an address in an answer could tell a stranger that it was read.
  img: ({ alt }) => (
    <span className="tag">{alt ? t('Picture: {{alt}}', { alt }) : t('Picture: without a description')}</span>
  ),
  pre: ({ children, node }) => <CodeBlock node={node}>{children}</CodeBlock>,
  table: ({ children }) => (
    // Reached by Tab, so that wide tables can be scrolled without a mouse.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="tw" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  th: ({ children, style }) => (
    <th scope="col" className={style?.textAlign === 'right' ? 'r' : undefined}>
      {children}
    </th>
  ),
  td: ({ children, style }) => <td className={style?.textAlign === 'right' ? 'r' : undefined}>{children}</td>,
};

/** The model's text is not trusted: no HTML, no pictures, no links but to the web and mail. */
export const untrusted: Pick<Options, 'components' | 'urlTransform'> = { components, urlTransform: safeLink };
