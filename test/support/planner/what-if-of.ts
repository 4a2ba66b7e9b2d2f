import type { PlannedMachine, WhatIf, WhatIfStep } from '../../../contract/deployments.ts';

export const whatIfOf = (now: PlannedMachine[], after: PlannedMachine[], steps: WhatIfStep[] = []): WhatIf => ({
  now,
  after,
  steps,
});
