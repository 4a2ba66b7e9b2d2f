/** A walk through the syntax tree of a source file (ESTree, with TypeScript's and JSX's nodes). */
import { parseSync } from 'vite';
import type { SourceFile } from './source-files.ts';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [name: string]: unknown;
}

export const treeOf = ({ name, text }: SourceFile): Node => parseSync(name, text).program as unknown as Node;

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

export function child(node: Node | undefined, name: string): Node | undefined {
  const value = node?.[name];
  return isNode(value) ? value : undefined;
}

export function list(node: Node, name: string): readonly Node[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export const children = (node: Node): readonly Node[] =>
  Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/** A string that a node holds; empty: it holds none. */
export function written(node: Node | undefined, name: string): string {
  const value = node?.[name];
  return typeof value === 'string' ? value : '';
}
