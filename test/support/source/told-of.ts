/** The sentences that a source file of the office's programs can tell a person. */
import type { SourceFile } from './source-files.ts';
import { child, children, isNode, list, treeOf, written, type Node } from './syntax-tree.ts';

interface Told {
  /** "main/activity/events-of-plan.ts:43" */
  readonly where: string;
  /** As a pattern: "{{model}} was given to {{value}}". */
  readonly text: string;
}

/** Two words, a word with a blank beside a value, or one word with a capital and a stop. */
const readable = /\p{L}[’',:;”)]* [“(]?[\p{L}\d{]|\} [“(]?\p{L}{2}|^\p{Lu}\p{Ll}+\.$/u;
/** Scripts, SQL, headers and the like. */
const technical =
  /\n|\$[({]|&& |2>|<\/dev|\/bin\/|^(id|event|data): |charset|^[A-Z]+[ ,]+[A-Z, ]+$|^(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|ALTER) | = \?| LIKE \?| IN \(| AS ["{\w]|^\d{3} \p{Lu}|Path=\/|LC_ALL|Get-CimInstance|ConvertTo-Json|:\\|^Library\/|^ --|^Bearer|no-cache|img-src|ssh-keygen|^application\//u;
/** Who writes there writes for maintainers, or asks another program. */
const logs = /^(info|warn|error|debug|split|set|enable|writeHead|setHeader|join|Symbol|send|test|commandLine)$/;
/** Properties whose value is a name or a word for programs. */
const names = /^(what|kind|family|maker|name|headers|accept|authorization|content|query|cookie|id)$/;

export function toldOf({ name, text }: SourceFile): Told[] {
  const program = treeOf({ name: name, text: text });
  const pieces = glued(program);
  const found: Told[] = [];

  const visit = (node: Node): void => {
    if (isText(node)) {
      const where = `${name}:${text.slice(0, node.start).split('\n').length}`;
      for (const one of waysOf(node, pieces)) {
        // A piece of a sentence was found in its sentence.
        const isPiece = /^[ ,;]| $/.test(one);
        if (!isPiece && readable.test(one) && !technical.test(one)) found.push({ where, text: numbered(one) });
      }
      for (const one of valuesIn(node)) visit(one);
    } else for (const one of inside(node)) visit(one);
  };
  visit(program);
  return found;
}

/** The nodes in a node in which a sentence may stand. */
function inside(node: Node): readonly Node[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
      return [];
    case 'NewExpression':
      return /^(Type|Range|Syntax)?Error$/.test(calledName(node)) ? [] : children(node);
    case 'CallExpression':
      // Its words for programs stand before the sentence.
      if (calledName(node) === 'rule') return list(node, 'arguments').slice(3);
      return logs.test(calledName(node)) ? [child(node, 'callee')].filter(isNode) : children(node);
    case 'BinaryExpression':
      return /^[!=]==?$|^in$/.test(written(node, 'operator')) ? [] : children(node);
    case 'SwitchCase':
      return list(node, 'consequent');
    case 'Property':
      return names.test(written(child(node, 'key'), 'name')) ? [] : [child(node, 'value')].filter(isNode);
    default:
      return /^TS(?!As|Satisfies|NonNull)/.test(node.type) ? [] : children(node);
  }
}

const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' ||
  (node.type === 'Literal' && typeof node['value'] === 'string') ||
  (node.type === 'BinaryExpression' && node['operator'] === '+' && partsOf(node).some(isText));

const partsOf = (node: Node): readonly Node[] => [child(node, 'left'), child(node, 'right')].filter(isNode);

/** Every text that a node may become. What is not known stands as a value. */
function waysOf(node: Node | undefined, pieces: ReadonlyMap<string, Node>): string[] {
  switch (node?.type) {
    case 'Literal':
      return [String(node['value'])];
    case 'TemplateLiteral': {
      const values = list(node, 'expressions');
      const texts = list(node, 'quasis').map((quasi) => (quasi['value'] as { readonly cooked: string }).cooked);
      return texts.reduce<string[]>(
        (ways, text, index) => {
          const next = index < values.length ? waysOf(values[index], pieces) : [''];
          return ways.flatMap((way) => next.map((value) => way + text + value));
        },
        [''],
      );
    }
    case 'ConditionalExpression':
      return ['consequent', 'alternate'].flatMap((branch) => waysOf(child(node, branch), pieces));
    case 'BinaryExpression': {
      if (!isText(node)) break;
      const [left, right] = partsOf(node).map((part) => waysOf(part, pieces));
      return (left ?? []).flatMap((one) => (right ?? []).map((other) => one + other));
    }
    case 'Identifier': {
      const piece = pieces.get(written(node, 'name'));
      if (piece) return waysOf(piece, new Map());
    }
  }
  return [`{{${valueName(node)}}}`];
}

/** Constants that are glued to a sentence, or are empty: they make a sentence of its own each. */
function glued(program: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const visit = (node: Node): void => {
    const value = child(node, 'init');
    if (node.type === 'VariableDeclarator' && value?.type === 'ConditionalExpression') {
      const ways = waysOf(value, new Map());
      if (ways.includes('') && ways.some((way) => /^[ ,;]|[ ;]$/.test(way)))
        found.set(written(child(node, 'id'), 'name'), value);
    }
    for (const one of children(node)) visit(one);
  };
  visit(program);
  return found;
}

/** The nodes that stand in a text, but are no text of it. */
function valuesIn(node: Node): readonly Node[] {
  switch (node.type) {
    case 'Literal':
      return [];
    case 'TemplateLiteral':
      return list(node, 'expressions').flatMap(valuesIn);
    case 'ConditionalExpression':
      return [
        ...[child(node, 'test')].filter(isNode),
        ...[child(node, 'consequent'), child(node, 'alternate')].filter(isNode).flatMap(valuesIn),
      ];
    case 'BinaryExpression':
      return node['operator'] === '+' ? partsOf(node).flatMap(valuesIn) : [node];
    default:
      return [node];
  }
}

/** What a value is called in a pattern: by what it is. */
function valueName(node: Node | undefined): string {
  if (node?.type === 'Identifier') return written(node, 'name');
  if (node?.type === 'CallExpression') {
    const called = calledName(node);
    if (called === 'bytesInWords') return 'size';
    if (called === 'toLocaleString' || called === 'round') return 'count';
    return called === '' ? 'value' : called;
  }
  if (node?.type === 'MemberExpression') {
    const property = written(child(node, 'property'), 'name');
    const owner = written(child(node, 'object'), 'name');
    if (property === 'name') return owner === 'gpu' ? 'card' : owner || 'name';
    return property === 'length' || property === 'size' ? 'count' : property || 'value';
  }
  if (node?.type === 'LogicalExpression') return valueName(child(node, 'left'));
  return 'value';
}

/** Two values of one name are told apart: "{{size}} of {{size2}}". */
function numbered(text: string): string {
  const times = new Map<string, number>();
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    return `{{${name}${count === 1 ? '' : count}}}`;
  });
}

const calledName = (node: Node): string => {
  const callee = child(node, 'callee');
  return written(callee, 'name') || written(child(callee, 'property'), 'name');
};
