/** The texts of a source file: those that are said by the catalogues, and those that stand bare. */
import type { SourceFile } from './source-files.ts';
import { child, children, isNode, list, treeOf, written, type Node } from './syntax-tree.ts';

interface Said {
  readonly text: string;
  /** Its form hangs on a number. */
  readonly counted: boolean;
  readonly context: string | null;
}

interface TextsOf {
  /** What stands in `t('…')`, `msg('…')` and `<Trans text="…">`. */
  readonly said: Said[];
  /** "renderer/app/App.tsx:12: The page is loading": what people would read in English in every language. */
  readonly bare: string[];
}

/** Attributes whose value no person reads. */
const technical =
  /^(className|key|id|type|role|href|src|rel|target|method|htmlFor|d|viewBox|fill|stroke|points|transform|style|xmlns|preserveAspectRatio|download|tabIndex|autoComplete|autoCapitalize|complete|inputMode|enterKeyHint|accept|kind|tone|side|align|look|as|dir|lang|path|to|icon|list|labelledBy|scope|headers|textAnchor|dominantBaseline|data-.*|aria-(live|busy|labelledby|describedby|controls|haspopup|current|hidden|relevant|atomic|sort|orientation|owns|activedescendant|autocomplete))$/;
/** Of elements a word for programs; of ours, often what a person reads. */
const mixed = /^(name|value|mode)$/;
/** Two words, or one with a capital as at the beginning of a label. */
const readable = /\p{L}\p{Ll}*[,:]? \p{L}{2}|^\p{Lu}\p{Ll}+/u;
const wordBesideBlank = /\p{L}{2}.*\s|\s.*\p{L}{2}/u;
/** In HTML that is written as text. */
const spokenAttribute = /(?<= (?:alt|title|placeholder|aria-label)=")[^"]*/g;
const anyWord = /\p{L}{2}/u;

export function textsOf({ name, text }: SourceFile): TextsOf {
  const found: TextsOf = { said: [], bare: [] };
  const flag = (node: Node, words: string): void => {
    const line = text.slice(0, node.start).split('\n').length;
    found.bare.push(`${name}:${line}: ${words.trim().replace(/\s+/g, ' ')}`);
  };

  const visit = (node: Node): void => {
    const next = rest(node, found, flag);
    for (const one of next) visit(one);
  };
  visit(treeOf({ name: name, text: text }));
  return found;
}

/** Notes what this node says. @returns which nodes in it are still to be looked at */
function rest(node: Node, found: TextsOf, flag: (node: Node, words: string) => void): readonly Node[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
      return [];
    case 'NewExpression':
      // Messages for developers.
      return written(child(node, 'callee'), 'name').endsWith('Error') ? [] : children(node);
    case 'BinaryExpression':
      return /^[!=]==?$/.test(written(node, 'operator')) ? [] : children(node);
    case 'SwitchCase':
      return list(node, 'consequent');
    case 'Property':
      return [child(node, 'value')].filter(isNode);
    case 'CallExpression':
      return ofCall(node, found, flag);
    case 'TaggedTemplateExpression':
      return ofTagged(node, flag);
    case 'JSXOpeningElement':
      return ofElement(node, found, flag);
    case 'JSXAttribute':
      return ofAttribute(node, flag);
    case 'JSXText':
      if (anyWord.test(written(node, 'value'))) flag(node, written(node, 'value'));
      return [];
    case 'Literal':
      if (readable.test(written(node, 'value'))) flag(node, written(node, 'value'));
      return [];
    case 'TemplateElement': {
      const { raw } = node['value'] as { readonly raw: string };
      if (wordBesideBlank.test(raw)) flag(node, raw);
      return [];
    }
    default:
      return /^TS(?!As|Satisfies|NonNull)/.test(node.type) ? [] : children(node);
  }
}

function ofCall(node: Node, found: TextsOf, flag: (node: Node, words: string) => void): readonly Node[] {
  const called = written(child(node, 'callee'), 'name');
  // Of elements, not of people.
  if (/^(matches|closest|querySelector(All)?)$/.test(written(child(child(node, 'callee'), 'property'), 'name')))
    return [];
  if (called !== 't' && called !== 'msg') return children(node);
  const [text, values, ...more] = list(node, 'arguments');
  if (text?.type === 'Literal') {
    found.said.push({ text: written(text, 'value'), ...formOf(values) });
    return [values, ...more].filter(isNode);
  }
  // What `t` is given otherwise is typed as a Message, and was found where `msg` made it.
  if (called === 'msg') flag(node, 'msg() of what is no literal');
  return list(node, 'arguments');
}

function ofTagged(node: Node, flag: (node: Node, words: string) => void): readonly Node[] {
  const tag = written(child(node, 'tag'), 'name');
  // Code that a person copies.
  if (tag === 'code') return [];
  if (tag !== 'markup') return children(node);
  const quasi = child(node, 'quasi');
  const html = list(quasi ?? node, 'quasis').map((one) => (one['value'] as { readonly raw: string }).raw);
  const shown = html.join('0').replace(/<code>[^<]*<\/code>|AIvailable/g, '');
  for (const words of [...shown.replace(/<[^>]*>?/g, '\n').split('\n'), ...(shown.match(spokenAttribute) ?? [])]) {
    if (anyWord.test(words)) flag(node, words);
  }
  return list(quasi ?? node, 'expressions');
}

function ofElement(node: Node, found: TextsOf, flag: (node: Node, words: string) => void): readonly Node[] {
  const attributes = list(node, 'attributes');
  if (written(child(node, 'name'), 'name') !== 'Trans') return attributes;
  const named = (name: string): Node | undefined => attributes.find((one) => nameOf(one) === name);
  const text = child(named('text'), 'value');
  if (text?.type === 'Literal') {
    found.said.push({ text: written(text, 'value'), ...formOf(child(child(named('values'), 'value'), 'expression')) });
  } else flag(node, 'Trans whose text is no literal');
  return attributes.filter((one) => nameOf(one) !== 'text');
}

function ofAttribute(node: Node, flag: (node: Node, words: string) => void): readonly Node[] {
  if (technical.test(nameOf(node))) return [];
  const value = child(node, 'value');
  if (value?.type !== 'Literal') return [value].filter(isNode);
  const words = written(value, 'value');
  const isRead = mixed.test(nameOf(node)) ? readable : anyWord;
  if (isRead.test(words) && !/^https?:/.test(words)) flag(node, words);
  return [];
}

/** What the values say about a text's form. */
function formOf(values: Node | undefined): Pick<Said, 'counted' | 'context'> {
  const properties = values ? list(values, 'properties') : [];
  const named = (name: string): Node | undefined =>
    properties.find((one) => written(child(one, 'key'), 'name') === name);
  const context = child(named('context'), 'value');
  return { counted: named('count') !== undefined, context: context ? written(context, 'value') : null };
}

const nameOf = (attribute: Node): string => written(child(attribute, 'name'), 'name');
