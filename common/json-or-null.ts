/** Text from outside as a JSON value; null when it is none. What the value is, a schema says. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
