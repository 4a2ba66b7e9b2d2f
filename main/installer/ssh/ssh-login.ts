/** How a user is shown to be let in over SSH, and in plain words why not. */
import ssh2 from 'ssh2';
import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware } from 'ssh2';
import type { InstallRequest } from '../../../contract/control-machines.ts';
import { refuse } from '../../../contract/problem.ts';

type Login = InstallRequest['login'];

export interface SshLogin {
  /** What ssh2 asks for each try. */
  readonly handler: AuthHandlerMiddleware;
  /** Why nobody was let in, as a sentence, with what the server offers. */
  refusal(): string;
}

/**
 * One try only: the same password by another method would count as a second failure there, and may lock the user out.
 * @param agentSocket of the SSH agent of this PC's user; null when there is none
 * @throws ProblemError login_refused when the key cannot be read, or when there is no SSH agent
 */
export function sshLogin(user: string, login: Login, agentSocket: string | null): SshLogin {
  const tries = triesOf(user, login, agentSocket);
  let offered: readonly AuthenticationType[] = [];
  let tried = false;
  let partly = false;
  return {
    handler: (methodsLeft: AuthenticationType[] | null, partialSuccess, next) => {
      // The first try shows nothing: it asks what the server offers.
      if (methodsLeft === null) return next({ type: 'none', username: user });
      offered = methodsLeft;
      partly ||= partialSuccess;
      const found = tries.find(({ method }) => offered.includes(method));
      // The types do not know how ssh2 is told that there is nothing more to show.
      if (tried || found === undefined) return next(false as unknown as AnyAuthMethod);
      tried = true;
      next(found.show);
    },
    refusal: () => {
      const offers = offered.length === 0 ? 'It says nothing of what it takes.' : `It takes: ${listOf(offered)}.`;
      if (partly) return `What was shown for the user “${user}” is not enough there. ${offers}`;
      if (tried) return `The user “${user}” was not let in with ${wordsOf[login.kind]}. ${offers}`;
      return `That PC does not let users in with ${wordsOf[login.kind]}. ${offers}`;
    },
  };
}

interface Try {
  /** As SSH calls it. */
  readonly method: AuthenticationType;
  readonly show: AnyAuthMethod;
}

function triesOf(username: string, login: Login, agentSocket: string | null): Try[] {
  switch (login.kind) {
    case 'password':
      return [
        { method: 'password', show: { type: 'password', username, password: login.password } },
        { method: 'keyboard-interactive', show: answering(username, login.password) },
      ];
    case 'key': {
      const key = readKey(login.privateKey, login.passphrase);
      return [{ method: 'publickey', show: { type: 'publickey', username, key } }];
    }
    case 'agent': {
      if (agentSocket === null) {
        refuse('login_refused', 'No SSH agent runs for the user that AIvailable runs as.', {
          action: 'Use a password or a key file, or start AIvailable where an SSH agent runs.',
        });
      }
      return [{ method: 'publickey', show: { type: 'agent', username, agent: agentSocket } }];
    }
  }
}

/** Answers one question that is typed unseen, which is the one for the password; any other gets nothing. */
function answering(username: string, password: string): AnyAuthMethod {
  let answered = false;
  return {
    type: 'keyboard-interactive',
    username,
    prompt: (_name, _instructions, _lang, prompts, finish) => {
      const isPassword = !answered && prompts.length === 1 && prompts[0]?.echo !== true;
      answered ||= isPassword;
      finish(isPassword ? [password] : prompts.map(() => ''));
    },
  };
}

function readKey(text: string, passphrase: string | null): ssh2.ParsedKey {
  const parsed = ssh2.utils.parseKey(text, passphrase ?? undefined);
  const key: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!(key instanceof Error) && isPrivateKey(key)) return key;
  const why = key instanceof Error ? key.message : '';
  if (/no passphrase/i.test(why)) refuse('login_refused', 'The key file is locked: its passphrase is needed.');
  if (/integrity|passphrase|decrypt/i.test(why)) refuse('login_refused', 'The passphrase does not open the key file.');
  return refuse('login_refused', 'The key file holds no private key that can be read.', {
    action: 'Choose the file without “.pub” at its end.',
  });
}

const isPrivateKey = (key: unknown): key is ssh2.ParsedKey =>
  typeof key === 'object' && key !== null && 'isPrivateKey' in key && (key as ssh2.ParsedKey).isPrivateKey();

const wordsOf: Readonly<Record<Login['kind'], string>> = {
  password: 'this password',
  key: 'this key',
  agent: 'a key of the SSH agent',
};

/** Method names come from the other side: only plain ones are shown. */
const listOf = (methods: readonly string[]): string =>
  methods
    .filter((method) => /^[\w@.-]{1,40}$/.test(method))
    .slice(0, 8)
    .join(', ');
