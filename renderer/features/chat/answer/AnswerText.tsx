import { Fragment, lazy, memo, Suspense, type ReactElement } from 'react';
import type { AnswerMove } from '../../../../contract/control-api.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import { mathMarks } from './math-marks.ts';
import { MoveMark } from './MoveMark.tsx';

/** Loaded with the first answer: half of the page's code is for reading Markdown. */
const MarkdownBlock = lazy(async () => ({ default: (await import('./MarkdownBlock.tsx')).MarkdownBlock }));

interface Props {
  readonly text: string;
  readonly moves: readonly AnswerMove[];
  /** Shows the caret at the end. */
  readonly writing: boolean;
}

/** An answer's text, with a mark behind each piece in which it went on elsewhere; cut so that only its last piece is rendered anew while it grows. */
export const AnswerText = memo(function AnswerText({ text, moves, writing }: Props): ReactElement {
  const blocksOf = (piece: string): string[] => markdownBlocks(mathMarks(piece));
  const marks = moves.map((move) => ({ move, behind: Math.max(1, blocksOf(text.slice(0, move.at)).length) }));
  return (
    <Suspense
      fallback={
        <p className="plain" dir="auto">
          {text}
        </p>
      }
    >
      <div className={`md ${writing ? 'writing' : ''}`}>
        {blocksOf(text).map((block, index) => (
          // Pieces only ever grow at the end, so the place is the identity.
          // eslint-disable-next-line react/no-array-index-key
          <Fragment key={index}>
            <div className="blk" dir="auto">
              <MarkdownBlock text={block} />
            </div>
            {marks
              .filter(({ behind }) => behind === index + 1)
              .map(({ move }) => (
                <MoveMark key={move.at} move={move} />
              ))}
          </Fragment>
        ))}
      </div>
    </Suspense>
  );
});
