import { useState } from 'react';
import { msg, type Message } from '../../../words/words.ts';

/** What a person tries in a thread, and what it is called when it fails. */
const failedWords = {
  send: msg('Not sent.'),
  stop: msg('Not stopped.'),
  instruct: msg('Instructions not changed.'),
};

interface Failed {
  readonly word: Message;
  readonly error: unknown;
}

interface Attempt {
  /** Why the last thing that was tried failed; null: it did not, or is on its way. */
  readonly failed: Failed | null;
  /** What `act` gives; null: it failed. */
  readonly attempt: <T>(what: keyof typeof failedWords, act: () => Promise<T>) => Promise<T | null>;
}

/** What is tried in a thread, with the failure of the last of it: the next thing that is tried takes it away. */
export function useAttempt(): Attempt {
  const [failed, setFailed] = useState<Failed | null>(null);
  return {
    failed,
    attempt: async (what, act) => {
      setFailed(null);
      try {
        return await act();
      } catch (error) {
        setFailed({ word: failedWords[what], error });
        return null;
      }
    },
  };
}
