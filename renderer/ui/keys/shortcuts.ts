/** Everything the keyboard can do from anywhere in the window. */
export type Shortcut =
  | { readonly type: 'page'; readonly index: number }
  | { readonly type: 'new-chat' }
  | { readonly type: 'model-picker' }
  | { readonly type: 'search' }
  | { readonly type: 'stop' };

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** The key goes into a field: plain keys are text there. */
  readonly typing: boolean;
}

/** Which shortcut a key press is; null: none. */
export function shortcutOf({ key, ctrlKey, metaKey, altKey, shiftKey, typing }: KeyPress): Shortcut | null {
  if (altKey) return null;
  if ((ctrlKey || metaKey) && !shiftKey) {
    if (/^[1-6]$/.test(key)) return { type: 'page', index: Number(key) - 1 };
    if (key.toLowerCase() === 'n') return { type: 'new-chat' };
    if (key.toLowerCase() === 'l') return { type: 'model-picker' };
    return null;
  }
  if (ctrlKey || metaKey) return null;
  if (key === 'Escape') return { type: 'stop' };
  return key === '/' && !typing ? { type: 'search' } : null;
}
