import { useMemo, useState } from 'react';
import type { Conversation, Message } from '../../../contract/control-api.ts';
import { branchTo } from '../../../contract/conversation-branch.ts';
import { newestLeaf } from './message-versions.ts';

const none: readonly Message[] = [];

interface LookedAt {
  /** From the first message to the last that is shown. */
  readonly branch: readonly Message[];
  /** Shows the branch with another version of a message. */
  readonly lookAt: (id: string) => void;
}

/** Which of a conversation's branches is shown: the one that goes on, unless a person looks at another version. */
export function useBranch(conversation: Conversation | null, messageId: string | null): LookedAt {
  const messages = conversation?.messages ?? none;
  const headId = conversation?.headId ?? null;
  // It counts until the conversation gets a new head.
  const [look, setLook] = useState(() => messageId && { at: newestLeaf(messages, messageId), head: headId });
  const leaf = look && look.head === headId ? look.at : headId;
  const branch = useMemo(() => branchTo(messages, leaf), [messages, leaf]);
  return { branch, lookAt: (id) => setLook({ at: newestLeaf(messages, id), head: headId }) };
}
