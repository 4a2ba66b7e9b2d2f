import type { VendorReading } from './vendor-reading.ts';

/** Where Intel puts the graphics unit of a processor, on every PC. */
const intelUnit = '0000:00:02.0';

/** Whether a card that the engine does not see is the graphics unit of a processor. */
export const looksIntegrated = ({ vendor, pciId, totalBytes }: VendorReading): boolean =>
  vendor === 'intel' && (pciId === intelUnit || (pciId === null && totalBytes === null));
