/** The tray, the menus and the notifications of the app around this window speak as it does. */
import { onLanguage } from '../../words/words.ts';
import { storedLanguage } from '../data/language-choice.ts';
import { desktopBridge } from '../ui/desktop/in-desktop.ts';

/** Tells the app the language that was chosen, now and at each change; in a browser nobody is told. */
export function tellLanguage(): void {
  const tell = (): void => {
    desktopBridge?.call?.({ do: 'set-language', language: storedLanguage() }).catch(() => undefined);
  };
  tell();
  onLanguage(tell);
}
