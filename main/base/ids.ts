import { randomBytes } from 'node:crypto';

/** A short random id with a readable prefix: "conv-3f9c2a71d04be865". 64 random bits. */
export const newId = (prefix: string): string => `${prefix}-${randomBytes(8).toString('hex')}`;
