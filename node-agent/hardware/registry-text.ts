/** What `reg query` prints, as keys with values. Its headings and last line are in Windows' language, so only the shape counts. */

/** Values by name, upper and lower case as printed; keys in capitals, because Windows itself mixes them. */
export type RegistryKeys = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function parseRegistry(text: string): RegistryKeys {
  const keys = new Map<string, Map<string, string>>();
  let values: Map<string, string> | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) {
      const name = line.trim().toUpperCase();
      values = keys.get(name) ?? new Map<string, string>();
      keys.set(name, values);
      continue;
    }
    const value = /^ {4}(\S.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line);
    if (value !== null && values !== null) values.set(value[1] ?? '', (value[3] ?? '').trim());
  }
  return keys;
}

/** A REG_DWORD or REG_QWORD ("0x180000000") or a REG_BINARY (little endian, "0000008001000000"); null for anything else. */
export function registryNumber(text: string | undefined): bigint | null {
  if (text === undefined) return null;
  if (/^0x[0-9a-f]{1,16}$/i.test(text)) return BigInt(text);
  if (!/^([0-9a-f]{2}){1,8}$/i.test(text)) return null;
  return BigInt(`0x${(text.match(/../g) ?? []).toReversed().join('')}`);
}
