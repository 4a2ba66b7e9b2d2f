import type { OfficeChange, OfficeState } from '../../../contract/control-api.ts';

/** The office with what the coordinator has just taken. Pure. */
export const withChange = (state: OfficeState, { name, welcome }: OfficeChange): OfficeState => ({
  ...state,
  office: { ...state.office, ...(name !== undefined && { name }), ...(welcome !== undefined && { welcome }) },
});
