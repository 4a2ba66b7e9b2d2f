import { lazy, Suspense, type ReactElement } from 'react';
import { markdownBlocks } from './markdown-blocks.ts';

/** Loaded with the first answer: half of the page's code is for reading Markdown. */
const MarkdownBlock = lazy(async () => ({ default: (await import('./MarkdownBlock.tsx')).MarkdownBlock }));

interface Props {
  readonly text: string;
  /** Shows the caret at the end. */
  readonly writing: boolean;
}

/** An answer's text, cut so that only its last piece is rendered anew while it grows. */
export const AnswerText = ({ text, writing }: Props): ReactElement => (
  <Suspense
    fallback={
      <p className="plain" dir="auto">
        {text}
      </p>
    }
  >
    <div className={`md ${writing ? 'writing' : ''}`}>
      {markdownBlocks(text).map((block, index) => (
        // Pieces only ever grow at the end, so the place is the identity.
        // eslint-disable-next-line react/no-array-index-key
        <div className="blk" dir="auto" key={index}>
          <MarkdownBlock text={block} />
        </div>
      ))}
    </div>
  </Suspense>
);
