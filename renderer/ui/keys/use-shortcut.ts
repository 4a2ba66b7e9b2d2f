import { useEffect, useEffectEvent } from 'react';
import { shortcutOf, type Shortcut } from './shortcuts.ts';

const fields = ['input', 'textarea', 'select', '[contenteditable]'].join();

/** Runs `act` while the component is shown and the user presses that shortcut. */
export function useShortcut<T extends Shortcut['type']>(
  type: T,
  act: (shortcut: Extract<Shortcut, { type: T }>) => void,
): void {
  const run = useEffectEvent(act);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // A popup or a dialog that took the key comes first.
      if (event.defaultPrevented || event.isComposing) return;
      const typing = event.target instanceof Element && event.target.matches(fields);
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      const shortcut = shortcutOf({ key, ctrlKey, metaKey, altKey, shiftKey, typing });
      if (!isOfType(shortcut, type)) return;
      event.preventDefault();
      run(shortcut);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [type]);
}

const isOfType = <T extends Shortcut['type']>(
  shortcut: Shortcut | null,
  type: T,
): shortcut is Extract<Shortcut, { type: T }> => shortcut?.type === type;
