import { storedChoice } from '../../data/stored-choice.ts';

export type Theme = 'system' | 'light' | 'dark';

/** The look that this browser was set to. */
export function storedTheme(): Theme {
  const stored = storedChoice.read('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function storeTheme(theme: Theme): void {
  storedChoice.write('theme', theme === 'system' ? '' : theme);
}

/** Without data-theme the page follows the system. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
