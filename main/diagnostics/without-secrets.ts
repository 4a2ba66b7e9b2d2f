/** What looks like a secret, wherever it stands. The part in the first group, if there is one, stays. */
const shapes: readonly RegExp[] = [
  // Keys of this office, join tokens, tokens of the hub and keys of other makers' servers.
  /\baiv-[\w-]{8,}/g,
  /\bAIV1\.[\w.-]+/g,
  /\bhf_\w{8,}/g,
  /\bsk-[\w-]{8,}/g,
  /-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/g,
  /\b(Bearer |Basic )[\w.~+/=-]{4,}/gi,
  // In addresses, in headers and in fields.
  /([?&](?:open|token|key|secret|password)=)[^\s&"'#]+/gi,
  /(\/\/[^\s/:@"]*:)[^\s/@"]+(?=@)/g,
  /(\b(?:set-)?cookie"?\s*[:=]\s*"?)[^"\n]+/gi,
  /(["']?\b\w*(?:secret|password|token|api_?key|authorization)["']?\s*[:=]\s*["'])[^"'\n]+/gi,
  // A word that nobody would think of.
  /\b(?=\w*[a-z])(?=\w*[A-Z])(?=\w*\d)[A-Za-z0-9]{20,}\b/g,
  // What is as long as this is a hash or a key: its beginning tells it from others.
  /\b([0-9a-f]{8})[0-9a-f]{24,}\b/gi,
];

const left = '‹left out›';

interface Known {
  /** Secrets that are known, letter by letter. */
  readonly secrets: readonly string[];
  /** The user's folder, whose name is nobody else's affair. */
  readonly home: string;
}

/** The text without what is known to be secret and without what looks so. Pure. */
export function withoutSecrets(text: string, { secrets, home }: Known): string {
  let clean = text;
  for (const secret of secrets.toSorted((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, left);
  for (const shape of shapes) {
    clean = clean.replace(shape, (...found) => (typeof found[1] === 'string' ? `${found[1]}${left}` : left));
  }
  return home.length > 1 ? clean.replaceAll(home, '~') : clean;
}
