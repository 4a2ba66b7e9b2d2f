/** What offices do without a planner: every PC is a server on its own and runs one model on its largest GPU. */
import type { OfficeFile } from '../../contract/office-file.ts';
import { gpusOf, needOf, variantOf } from '../../test/support/planner/judge-plan.ts';

type Deployment = OfficeFile['deployments'][number];

interface Server {
  readonly model: string;
  readonly variant: string;
  readonly machine: string;
  readonly gpus: [string];
  readonly context: number;
  readonly slots: number;
}

/**
 * Each PC in turn takes the most wanted model that fits and that nobody runs yet, in its first variant.
 * @param repeat when every model runs, the most wanted one runs again instead of the PC standing idle.
 */
export function separateServers(office: OfficeFile, repeat: boolean): Server[] {
  const servers: Server[] = [];
  const wanted = office.deployments.toSorted((a, b) => b.priority - a.priority);
  const gpus = gpusOf(office).filter(({ online }) => online);
  const count = ({ model }: Deployment) => servers.filter((server) => server.model === model).length;
  for (const { id: machine } of office.machines) {
    const [gpu] = gpus.filter((one) => one.machine === machine).toSorted((a, b) => b.usable - a.usable);
    if (!gpu) continue;
    const fits = ({ model, variants: [first = ''], context, slots }: Deployment) => {
      const variant = variantOf(office, model, first);
      return variant !== undefined && needOf(variant, context, slots.min) <= gpu.usable;
    };
    const chosen =
      wanted.find((one) => count(one) === 0 && fits(one)) ??
      (repeat ? wanted.find((one) => count(one) < one.replicas.max && fits(one)) : undefined);
    if (!chosen) continue;
    const { model, variants, context, slots } = chosen;
    servers.push({ model, variant: variants[0] ?? '', machine, gpus: [gpu.id], context, slots: slots.min });
  }
  return servers;
}
