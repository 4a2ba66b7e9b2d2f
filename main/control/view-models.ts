/** The office's models as the window shows them: those that shall run, and those whose files are only kept. Pure. */
import type { ModelView } from '../../contract/control-api.ts';
import { modelKind, type Deployment, type Variant } from '../../contract/model.ts';
import type { Refusal } from '../../contract/plan.ts';
import { explainModel } from './explain-model.ts';
import { noMark, type OfficeParts } from './office-parts.ts';

export function viewModels(parts: OfficeParts): ModelView[] {
  const { deployments, variants } = parts;
  const deployed = new Set(deployments.map(({ model }) => model));
  const others = [...new Set(variants.map(({ model }) => model))].filter((model) => !deployed.has(model));
  return [...deployments.map((one) => viewDeployed(one, parts)), ...others.map((model) => viewOff(model, parts))];
}

function viewDeployed(deployment: Deployment, parts: OfficeParts): ModelView {
  const { machines, plan } = parts;
  const { model, contextLength, slots, replicas, priority, pins, idleMinutes } = deployment;
  const files = filesOf(model, parts);
  const allowed = deployment.variants.flatMap((sha256) => files.find((one) => one.sha256 === sha256) ?? []);
  const reports = machines.flatMap(({ name, replicas: its }) =>
    its.filter(({ spec }) => spec.deploymentId === deployment.id).map((report) => ({ name, report })),
  );
  const ready = reports.filter(({ report }) => report.state === 'ready');
  // What answers now, or would be taken first.
  const running = ready[0]?.report.spec.variant.sha256;
  const variant = files.find(({ sha256 }) => sha256 === running) ?? allowed[0];
  const refusal = plan.refusals.find(({ deploymentId }) => deploymentId === deployment.id);
  const planned = plan.replicas.filter(({ spec }) => spec.deploymentId === deployment.id).length;
  return {
    ...factsOf(model, variant, parts),
    contextLength,
    state: stateOf(ready.length, refusal, idleMinutes !== null && planned === 0),
    readyOn: [...new Set(ready.map(({ name }) => name))],
    wishes: { slots, replicas, priority, pins, idleMinutes },
    variants: files.map((file) => viewFile(file, deployment.variants.includes(file.sha256))),
    planned,
    explanation: explainModel(deployment, parts),
    problem: refusal ? noticeOf(refusal) : null,
  };
}

function stateOf(ready: number, refusal: Refusal | undefined, unloaded: boolean): ModelView['state'] {
  if (ready > 0) return 'ready';
  if (refusal && refusal.placed === 0) return 'refused';
  return unloaded ? 'unloaded' : 'loading';
}

function viewOff(model: string, parts: OfficeParts): ModelView {
  const files = filesOf(model, parts);
  const [best] = files;
  return {
    ...factsOf(model, best, parts),
    contextLength: best?.facts.trainedContext ?? 0,
    state: 'off',
    readyOn: [],
    wishes: null,
    variants: files.map((file) => viewFile(file, false)),
    planned: 0,
    explanation: 'Its files are kept; nobody wishes it to run.',
    problem: null,
  };
}

function factsOf(model: string, variant: Variant | undefined, { marks }: OfficeParts) {
  return {
    name: model,
    ...(marks.get(model) ?? noMark),
    variant: variant?.name ?? '',
    sizeBytes: variant?.sizeBytes ?? 0,
    parameters: variant?.facts.parameters ?? 0,
    kind: variant ? modelKind(variant.facts) : ('chat' as const),
    demo: variant?.demo ?? false,
  };
}

/** Largest first: of one model, more bytes are better answers. */
const filesOf = (model: string, { variants }: OfficeParts): Variant[] =>
  variants.filter((one) => one.model === model).toSorted((a, b) => b.sizeBytes - a.sizeBytes);

const viewFile = ({ name, sizeBytes }: Variant, allowed: boolean) => ({ name, sizeBytes, allowed });

const noticeOf = ({ reason, effect, action }: Refusal) => ({ reason, effect, action });
