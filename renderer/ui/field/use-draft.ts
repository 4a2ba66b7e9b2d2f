import { useState } from 'react';

/**
 * What somebody edits before it is kept. A draft is of what was kept when it was begun: once that changes, the new one shows, and
 * what else goes on beside the field goes on.
 */
export function useDraft<Value>(kept: Value): [draft: Value, edit: (value: Value) => void] {
  const of = JSON.stringify(kept);
  const [draft, setDraft] = useState({ of, value: kept });
  const current = draft.of === of ? draft : { of, value: kept };
  if (current !== draft) setDraft(current);
  return [current.value, (value) => setDraft({ of, value })];
}
