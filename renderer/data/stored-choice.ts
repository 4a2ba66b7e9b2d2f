/** What this window remembers between visits. Storage can be refused (private windows): then it forgets, nothing breaks. */
export const storedChoice = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(`aivailable.${key}`);
    } catch {
      return null;
    }
  },
  /** An empty value is removed. */
  write(key: string, value: string): void {
    try {
      if (value === '') localStorage.removeItem(`aivailable.${key}`);
      else localStorage.setItem(`aivailable.${key}`, value);
    } catch {
      // Nothing to do: it is a convenience.
    }
  },
};
