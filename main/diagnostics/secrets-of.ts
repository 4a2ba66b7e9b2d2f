import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { attachedKeysIn } from '../ledger/attached-book.ts';

const files = ['running.json', 'settings.json', 'agent/identity.json'];
/** Of the coordinator, its CA and its addresses. */
const keyFolder = 'identity';
/** Names of fields whose value is nobody else's, in whatever file. */
const secretName = /key|secret|token|password|link|cookie|authorization/i;
/** Shorter ones would take ordinary words out. */
const shortest = 8;

/** Every secret that lies in a data folder, so that it can be looked for by itself, wherever it may have got to. */
export function secretsOf(dataDir: string): string[] {
  return [...files, ...namesIn(path.join(dataDir, keyFolder)).map((name) => path.join(keyFolder, name))]
    .flatMap((file) => secretsIn(read(path.join(dataDir, file))))
    .concat(attachedKeysIn(dataDir))
    .filter((secret) => secret.length >= shortest);
}

function secretsIn(text: string): string[] {
  try {
    return secretFields(JSON.parse(text), false);
  } catch {
    return [];
  }
}

function secretFields(value: unknown, isSecret: boolean): string[] {
  if (typeof value === 'string') return isSecret ? [...value.split('\n'), ...inAddress(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => secretFields(inner, isSecret || secretName.test(name)));
}

/** What a link carries, which says as much without its address. */
const inAddress = (value: string): string[] => (URL.canParse(value) ? [...new URL(value).searchParams.values()] : []);

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
