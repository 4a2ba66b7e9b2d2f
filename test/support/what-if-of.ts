import type { PlannedMachine, WhatIf, WhatIfStep } from '../../contract/deployments.ts';

export const whatIfOf = (now: PlannedMachine[], then: PlannedMachine[], steps: WhatIfStep[] = []): WhatIf => ({
  now,
  // A list, never called: nothing takes it for a promise.
  // eslint-disable-next-line unicorn/no-thenable
  then,
  steps,
});
