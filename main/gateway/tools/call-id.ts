import { createHash } from 'node:crypto';

/** The id of a call: always the same one for the same place in the same request. */
export const callId = (requestId: string, index: number): string =>
  `call_${createHash('sha256').update(`${requestId} ${index}`).digest('hex').slice(0, 24)}`;
