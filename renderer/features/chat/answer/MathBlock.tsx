import 'katex/dist/katex.min.css';
import type { ReactElement } from 'react';
import Markdown from 'react-markdown';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { rehypePlugins, remarkPlugins, untrusted, type Plugins } from './markdown-parts.tsx';

/** Of a formula nothing is fetched or linked to, its boxes stay small, and its macros come to an end. One that is wrong is shown as it was written. */
const options = { trust: false, strict: 'ignore', maxSize: 20, maxExpand: 200, errorColor: 'inherit' } as const;
const withMath: NonNullable<typeof remarkPlugins> = [...remarkPlugins, [remarkMath, { singleDollarTextMath: false }]];
const withKatex: Plugins = [[rehypeKatex, options], ...rehypePlugins];

/** One piece of an answer that has formulas. */
export const MathBlock = ({ text }: { readonly text: string }): ReactElement => (
  <Markdown remarkPlugins={withMath} rehypePlugins={withKatex} {...untrusted}>
    {text}
  </Markdown>
);
