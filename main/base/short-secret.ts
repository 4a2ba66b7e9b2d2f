import { randomBytes } from 'node:crypto';

/** Crockford's base32: no letter that is taken for another. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 random bits in 16 digits that a person can read out. */
export const shortSecret = (): string => [...randomBytes(16)].map((byte) => digits[byte % digits.length]).join('');
