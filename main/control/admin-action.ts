/** What a call of the window or the command line did, in words, for the office's activity. Pure. */

export interface AdminAction {
  /** In a word that programs can rely on. */
  readonly what: string;
  readonly subject: string;
  readonly sentence: string;
}

interface Rule {
  readonly method: string;
  readonly path: RegExp;
  readonly what: string;
  /** @param name of the machine or model that the path names */
  readonly say: (name: string) => string;
}

const rules: readonly Rule[] = [
  rule('POST', /^machines\/tokens$/, 'invited', () => 'A command for a new machine was made'),
  rule('POST', /^machines\/asks\/[^/]+\/accept$/, 'accepted', () => 'A machine that asked was let in'),
  rule('POST', /^machines\/asks\/[^/]+\/reject$/, 'rejected', () => 'A machine that asked was turned away'),
  rule('POST', /^machines\/candidates$/, 'looked for', () => 'A PC was looked for by its address'),
  rule('DELETE', /^machines\/candidates\/[^/]+$/, 'dismissed', () => 'A PC that may be added was dismissed'),
  rule('POST', /^machines\/scan$/, 'scanned', () => 'The network was searched for PCs'),
  rule('DELETE', /^machines\/host-key$/, 'host key forgotten', () => 'The known SSH host key of a PC was forgotten'),
  rule('POST', /^machines\/installs\/[^/]+\/cancel$/, 'installation ended', () => 'An installation was ended'),
  rule(
    'DELETE',
    /^machines\/installs\/[^/]+$/,
    'installation dismissed',
    () => 'An installation was taken off the list',
  ),
  rule('POST', /^machines\/installs$/, 'installing', () => 'An installation on another PC was begun'),
  rule('PATCH', /^machines\/([^/]+)$/, 'changed', (name) => `How ${name} is used was changed`),
  rule('DELETE', /^machines\/([^/]+)$/, 'removing', (name) => `${name} was taken out`),
  rule('POST', /^machines\/([^/]+)\/update$/, 'updating', (name) => `An update of ${name} was begun`),
  rule('POST', /^machines\/([^/]+)\/wake$/, 'called', (name) => `A wake-up call was sent to ${name}`),
  rule('POST', /^models\/downloads$/, 'downloading', () => 'A download was begun'),
  rule('POST', /^models\/downloads\/[^/]+\/pause$/, 'download paused', () => 'A download was paused'),
  rule('POST', /^models\/downloads\/[^/]+\/resume$/, 'download resumed', () => 'A download was resumed'),
  rule('POST', /^models\/downloads\/[^/]+\/cancel$/, 'download ended', () => 'A download was taken off the list'),
  rule('POST', /^models\/copies\/[^/]+\/cancel$/, 'copy ended', () => 'A copy to a machine was ended'),
  rule('POST', /^models\/import$/, 'imported', () => 'Model files of this PC were taken in'),
  rule('DELETE', /^models\/([^/]+)$/, 'model removed', (name) => `${name} was removed with its files`),
  rule('PUT', /^deployments\/([^/]+)$/, 'deployed', (name) => `${name} was deployed`),
  rule('DELETE', /^deployments\/([^/]+)$/, 'switched off', (name) => `${name} was switched off`),
  rule('POST', /^keys$/, 'key made', () => 'A key was made'),
  rule('PATCH', /^keys\/[^/]+$/, 'key limited', () => 'What a key may do was changed'),
  rule('DELETE', /^keys\/[^/]+$/, 'key revoked', () => 'A key was revoked'),
  rule('POST', /^people$/, 'person invited', () => 'A colleague was invited'),
  rule('PATCH', /^people\/([^/]+)$/, 'person changed', (name) => `What ${name} may do was changed`),
  rule('POST', /^people\/([^/]+)\/invites$/, 'person invited', (name) => `${name} got a new invite`),
  rule('POST', /^people\/([^/]+)\/revoke$/, 'person revoked', (name) => `${name} may come in no more`),
  rule('DELETE', /^people\/([^/]+)$/, 'person removed', (name) => `${name} was removed, with all conversations`),
  rule('POST', /^session\/accept$/, 'came in', () => 'An invite was used'),
  rule('POST', /^session\/admin$/, 'admin', () => 'Somebody signed in as admin'),
  rule('PUT', /^admin-password$/, 'admin password', () => 'The admin password was set'),
  rule('PUT', /^aliases\/([^/]+)$/, 'alias', (name) => `${name} became another name of a model`),
  rule('DELETE', /^aliases\/([^/]+)$/, 'alias ended', (name) => `${name} is no name of a model any more`),
  // One's own or shared ones: without their name, as everybody reads what happened.
  rule('POST', /^presets$/, 'preset made', () => 'Instructions for chats were kept'),
  rule('PUT', /^presets\/[^/]+$/, 'preset changed', () => 'Instructions for chats were changed'),
  rule('DELETE', /^presets\/[^/]+$/, 'preset deleted', () => 'Instructions for chats were deleted'),
  rule('PUT', /^serving$/, 'serving', () => 'Serving was paused or begun again'),
  rule('POST', /^attached$/, 'attached', () => 'An external server was attached'),
  rule('POST', /^attached\/test$/, 'attached tested', () => 'A server was asked for its models'),
  rule('POST', /^attached\/([^/]+)\/check$/, 'attached asked', (name) => `${name} was asked for its models`),
  rule('PATCH', /^attached\/([^/]+)$/, 'attached changed', (name) => `How ${name} is used was changed`),
  rule('DELETE', /^attached\/([^/]+)$/, 'detached', (name) => `${name} was detached`),
  rule('PATCH', /^access$/, 'access changed', () => 'Whether other PCs must come by HTTPS was changed'),
  rule('PUT', /^access\/networks$/, 'networks', () => 'Which networks may use the office was changed'),
  rule('PUT', /^access\/without-key$/, 'opened', () => 'Programs may use some models without a key'),
  rule('DELETE', /^access\/without-key$/, 'key asked for', () => 'Programs need a key for every model again'),
  rule('PATCH', /^office$/, 'office changed', () => 'The office’s name was changed'),
  rule('PUT', /^margin$/, 'margin', () => 'What models leave free on each card was changed'),
  rule('PUT', /^internet$/, 'internet', () => 'How much of the internet line downloads may take was changed'),
  rule('PATCH', /^courtesy$/, 'courtesy', () => 'What the office does for the people at its PCs was changed'),
  rule('POST', /^backup$/, 'backup', () => 'A backup of the office was taken'),
  rule('POST', /^shutdown$/, 'stopped', () => 'The office was stopped'),
];

export const officeNamed = (name: string): AdminAction => ({
  what: 'office changed',
  subject: name,
  sentence: `The office was named ${name}`,
});

/**
 * @param path below /control, without its query
 * @param nameOf of a machine or an external server, by its id; null: it is none
 * @returns null of calls that only look, and of those that every day has many of
 */
export function adminAction(method: string, path: string, nameOf: (id: string) => string | null): AdminAction | null {
  const plain = path.replace(/^\/|\/$/g, '');
  for (const { method: its, path: shape, what, say } of rules) {
    const match = its === method ? shape.exec(plain) : null;
    if (!match) continue;
    const named = decoded(match[1] ?? '');
    const name = nameOf(named) ?? named.slice(0, 100);
    return { what, subject: name, sentence: say(name) };
  }
  return null;
}

function rule(method: string, path: RegExp, what: string, say: Rule['say']): Rule {
  return { method, path, what, say };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
