import { lazy, memo, Suspense, type ReactElement } from 'react';
import Markdown from 'react-markdown';
import { rehypePlugins, remarkPlugins, untrusted } from './markdown-parts.tsx';

/** Loaded with the first formula. */
const MathBlock = lazy(async () => ({ default: (await import('./MathBlock.tsx')).MathBlock }));

interface Props {
  /** With formulas between $$. */
  readonly text: string;
}

/** One piece of an answer. */
export const MarkdownBlock = memo(function MarkdownBlock({ text }: Props): ReactElement {
  const plain = (
    <Markdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} {...untrusted}>
      {text}
    </Markdown>
  );
  if (!text.includes('$$')) return plain;
  return (
    <Suspense fallback={plain}>
      <MathBlock text={text} />
    </Suspense>
  );
});
