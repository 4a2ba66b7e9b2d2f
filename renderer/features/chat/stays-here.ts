import type { OfficeState } from '../../../contract/control-api.ts';

/** Whether only machines of the office's own answer: what is asked of an external server may leave the building. */
export const staysHere = ({ attached }: Pick<OfficeState, 'attached'>): boolean => attached.length === 0;
