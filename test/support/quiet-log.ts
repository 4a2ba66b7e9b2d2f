import { pino } from 'pino';

/** A log for tests: nobody reads it. */
export const quietLog = pino({ level: 'silent' });
