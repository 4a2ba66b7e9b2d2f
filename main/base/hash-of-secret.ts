import { hash } from 'node:crypto';

/** In what form keys, tokens and sessions are kept. Without salt: they have 80 random bits or more, so there is nothing to guess. */
export const hashOfSecret = (secret: string): string => hash('sha256', secret);
