/**
 * Finds calls of tools in what a model writes, while it comes in pieces of any length. Only calls of tools that were offered count;
 * everything else stays the text that it is. Thoughts at the beginning of an answer are passed over: a model may speak of calls there.
 */
import type { CallSyntax } from '../contract/tools.ts';
import { readHeader } from './call-header.ts';
import { JsonScan } from './json-scan.ts';

/** In the order of the answer. After `call` come its arguments in pieces of JSON text, then `called`; that one is missing when it is cut. */
export type CallEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'call'; readonly name: string }
  | { readonly type: 'arguments'; readonly text: string }
  | { readonly type: 'called' };

/**
 * start: nothing but blank space came. thinking: in the thoughts. text: calls are looked for. list: a list begins. header: a call begins.
 * whole: a call in another order than usual, taken when it is there. arguments, tail: in the arguments, and behind them up to the end of
 * the object. after, close: behind a call.
 */
type State = 'start' | 'thinking' | 'text' | 'list' | 'header' | 'whole' | 'arguments' | 'tail' | 'after' | 'close';

const thoughtsOpen = '<think>';
const thoughtsClose = '</think>';

export class CallReader {
  readonly #syntax: CallSyntax;
  readonly #names: ReadonlySet<string>;
  #state: State = 'start';
  /** Not read yet. */
  #held = '';
  /** What was read of something that may be no call. */
  #raw = '';
  /** The answer, or what follows a call, begins here: where a bare call may stand. */
  #fresh = true;
  #called = false;
  #scan = new JsonScan();
  /** Of a whole call: characters that were scanned. */
  #scanned = 0;
  #events: CallEvent[] = [];

  /** @param names of the tools that were offered */
  constructor(syntax: CallSyntax, names: Iterable<string>) {
    this.#syntax = syntax;
    this.#names = new Set(names);
  }

  /** A call whose name is there and whose arguments have not begun, with what came behind the name. */
  get named(): { readonly name: string; readonly rest: string } | null {
    if (this.#state !== 'header') return null;
    const header = readHeader(this.#held, this.#syntax);
    return header.kind === 'named' && this.#names.has(header.name) ? header : null;
  }

  push(text: string): readonly CallEvent[] {
    this.#events = [];
    this.#held += text;
    while (this.#step());
    return this.#events;
  }

  /** The end of the answer: gives what was held back. */
  end(): readonly CallEvent[] {
    this.#events = [];
    const rest = this.#raw + this.#held;
    if (this.#state === 'tail') this.#events.push({ type: 'called' });
    else if (['start', 'thinking', 'text', 'list', 'header', 'whole'].includes(this.#state)) {
      if (!this.#called || rest.trim() !== '') this.#text(rest);
    }
    this.#raw = '';
    this.#held = '';
    this.#state = 'text';
    return this.#events;
  }

  /** Goes on as far as the next state. False: more text is needed. */
  #step(): boolean {
    switch (this.#state) {
      case 'start':
        return this.#start();
      case 'thinking':
        return this.#think();
      case 'text':
        return this.#look();
      case 'list':
        return this.#mark('[', 'header') ?? this.#noCall();
      case 'header':
        return this.#begin();
      case 'whole':
        return this.#whole();
      case 'arguments':
        return this.#arguments();
      case 'tail':
        return this.#tail();
      case 'after':
        return this.#mark(',', 'header') ?? this.#mark(']', 'close') ?? this.#enter('close');
      case 'close':
        return this.#close();
    }
  }

  #start(): boolean {
    const seen = this.#held.trimStart();
    if (seen.startsWith(thoughtsOpen)) return this.#enter('thinking');
    return thoughtsOpen.startsWith(seen) ? false : this.#enter('text');
  }

  #think(): boolean {
    const end = this.#held.indexOf(thoughtsClose);
    if (end >= 0) {
      this.#text(this.#take(end + thoughtsClose.length));
      return this.#enter('text');
    }
    this.#text(this.#take(this.#held.length - beginOf(thoughtsClose, this.#held)));
    return false;
  }

  /** Blank space is held back: in front of a call and behind one it belongs to neither side. */
  #look(): boolean {
    const { opens } = this.#syntax;
    const open = this.#held.indexOf(opens);
    const seen = this.#held.trimStart();
    const isBare = this.#syntax.shape === 'bare' && this.#fresh;
    if (isBare && seen.startsWith('{')) return this.#open(this.#held.length - seen.length);
    if (isBare && opens.startsWith(seen)) return false;
    if (open >= 0) {
      const before = this.#held.slice(0, open).trimEnd();
      this.#said(this.#take(before.length));
      return this.#open(open - before.length + opens.length);
    }
    const free = this.#held.slice(0, this.#held.length - beginOf(opens, this.#held)).trimEnd();
    this.#said(this.#take(free.length));
    return false;
  }

  /** @param length of the mark that opens a call, with the blank space in front of it */
  #open(length: number): boolean {
    this.#raw = this.#take(length);
    return this.#enter(this.#syntax.shape === 'list' ? 'list' : 'header');
  }

  #begin(): boolean {
    const header = readHeader(this.#held, this.#syntax);
    if (header.kind === 'more') return false;
    if (header.kind === 'other') {
      const offered = header.name !== null && this.#names.has(header.name);
      const hopeless = header.name === null ? this.#syntax.shape === 'bare' : !offered;
      if (hopeless || this.#syntax.shape === 'named') return this.#noCall();
      this.#scan = new JsonScan();
      this.#scanned = 0;
      return this.#enter('whole');
    }
    if (!this.#names.has(header.name)) return this.#noCall();
    if (header.kind === 'named') return false;
    this.#take(header.at);
    this.#raw = '';
    this.#scan = new JsonScan();
    this.#events.push({ type: 'call', name: header.name });
    return this.#enter('arguments');
  }

  #whole(): boolean {
    const seen = this.#held.trimStart();
    if (seen === '') return false;
    if (!seen.startsWith('{')) return this.#noCall();
    const { length: more, ended } = this.#scan.read(this.#held.slice(this.#scanned));
    this.#scanned += more;
    if (!ended) return false;
    const length = this.#scanned;
    const found = callIn(this.#held.slice(0, length), this.#names);
    if (found === null) return this.#noCall();
    this.#take(length);
    this.#raw = '';
    this.#events.push({ type: 'call', name: found.name }, { type: 'arguments', text: found.text }, { type: 'called' });
    return this.#enter(this.#syntax.shape === 'list' ? 'after' : 'close');
  }

  #arguments(): boolean {
    const { length, ended } = this.#scan.read(this.#held);
    if (length > 0) this.#events.push({ type: 'arguments', text: this.#take(length) });
    if (!ended) return false;
    if (this.#syntax.shape !== 'named') {
      this.#scan = new JsonScan(1);
      return this.#enter('tail');
    }
    this.#events.push({ type: 'called' });
    return this.#enter('close');
  }

  #tail(): boolean {
    const { length, ended } = this.#scan.read(this.#held);
    this.#take(length);
    if (!ended) return false;
    this.#events.push({ type: 'called' });
    return this.#enter(this.#syntax.shape === 'list' ? 'after' : 'close');
  }

  #close(): boolean {
    this.#called = true;
    this.#fresh = true;
    // Bare calls that follow each other are parted so.
    const closes = this.#syntax.shape === 'bare' ? ';' : this.#syntax.closes;
    if (closes === '') return this.#enter('text');
    return this.#mark(closes, 'text') ?? this.#enter('text');
  }

  /** Goes past a mark and the blank space in front of it. Null: it is not there. */
  #mark(mark: string, then: State): boolean | null {
    const seen = this.#held.trimStart();
    if (!seen.startsWith(mark)) return mark.startsWith(seen) ? false : null;
    const read = this.#take(this.#held.length - seen.length + mark.length);
    if (this.#state === 'list') this.#raw += read;
    return this.#enter(then);
  }

  /** What was taken for a call is text; behind its opening mark calls are looked for again. */
  #noCall(): boolean {
    const text = this.#raw === '' ? this.#take(1) : this.#raw;
    this.#raw = '';
    this.#text(this.#called ? text.trimStart() : text);
    this.#called &&= text.trim() === '';
    this.#fresh = false;
    return this.#enter('text');
  }

  #said(text: string): void {
    if (text.trim() === '') return;
    this.#text(this.#called ? text.trimStart() : text);
    this.#called = false;
    this.#fresh = false;
  }

  #text(text: string): void {
    if (text !== '') this.#events.push({ type: 'text', text });
  }

  #take(length: number): string {
    const taken = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return taken;
  }

  #enter(state: State): true {
    this.#state = state;
    return true;
  }
}

/** A call as an object of its own, in whatever order, with its arguments as an object or as its text. */
function callIn(json: string, names: ReadonlySet<string>): { name: string; text: string } | null {
  try {
    const value = JSON.parse(json) as Record<string, unknown>;
    const { name } = value;
    if (typeof name !== 'string' || !names.has(name)) return null;
    const given = value['arguments'] ?? value['parameters'] ?? {};
    const found: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
    return isObject ? { name, text: JSON.stringify(found) } : null;
  } catch {
    return null;
  }
}

/** How many characters at the end of the text may be the beginning of the mark. */
function beginOf(mark: string, text: string): number {
  let length = Math.min(mark.length - 1, text.length);
  while (length > 0 && !text.endsWith(mark.slice(0, length))) length -= 1;
  return length;
}
