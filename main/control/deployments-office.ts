/** The port to what shall run: deployments, and plans that are only looked at. */
import type { Deployed, WhatIf, WhatIfRequest } from '../../contract/deployments.ts';
import type { DeploymentWishes } from '../../contract/model.ts';
import type { OfficeFile } from '../../contract/office-file.ts';

/** Each throws a ProblemError when it cannot be done; contract/deployments.ts says what each means. */
export interface DeploymentsOffice {
  deploy(model: string, wishes: DeploymentWishes): Deployed;
  undeploy(model: string): void;
  whatIf(request: WhatIfRequest): WhatIf;
  /** The office as a file that `aivailable plan` reads. */
  officeFile(): OfficeFile;
}
