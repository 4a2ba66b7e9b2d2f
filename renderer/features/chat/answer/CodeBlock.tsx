import type { Element, ElementContent } from 'hast';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../../../words/words.ts';
import { CodeFrame } from '../../../ui/CodeFrame.tsx';
import { languageName } from './code-languages.ts';

interface Props {
  /** The `pre` as it was read. */
  readonly node: Element | undefined;
  readonly children?: ReactNode;
}

/** Code with its language's name and a way to copy it. */
export function CodeBlock({ node, children }: Props): ReactElement {
  const name = languageName(languageOf(node));
  const code = node ? textOf(node).replace(/\n$/, '') : '';
  return (
    <CodeFrame title={name} code={code} what={t('the code')}>
      {children}
    </CodeFrame>
  );
}

function languageOf(node: Element | undefined): string | null {
  const code = node?.children.find((child) => child.type === 'element');
  const classes = code?.properties.className;
  if (!Array.isArray(classes)) return null;
  const found = classes.map(String).find((name) => name.startsWith('language-'));
  return found ? found.slice('language-'.length) : null;
}

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : '';
