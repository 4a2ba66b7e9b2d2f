/** Reads an office file and finds everything that is wrong with it at once. */
import { mostGpus, OfficeFile } from '../../../contract/office-file.ts';

interface Mistake {
  /** "machines.0.gpus.1.vramTotal"; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

type Checked =
  | { readonly office: OfficeFile; readonly mistakes: null }
  | { readonly office: null; readonly mistakes: readonly Mistake[] };

export function checkOffice(value: unknown): Checked {
  const read = OfficeFile.safeParse(value);
  const mistakes = [...(read.success ? [] : read.error.issues.flatMap(inWords)), ...contradictions(value)];
  return read.success && mistakes.length === 0 ? { office: read.data, mistakes: null } : { office: null, mistakes };
}

type Issue = NonNullable<ReturnType<typeof OfficeFile.safeParse>['error']>['issues'][number];

function inWords(issue: Issue): Mistake[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'is not known' }));
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [{ path, message: 'is missing' }];
  }
  return [{ path, message: issue.message.replace(/^./, (letter) => letter.toLowerCase()) }];
}

/** What the parts say of one another. Read from what the file says, right or wrong, so that one slip hides no other. */
function contradictions(value: unknown): Mistake[] {
  const machines = listAt(value, 'machines', '');
  const gpus = machines.flatMap(({ at, one }) => listAt(one, 'gpus', `${at}.`));
  const models = listAt(value, 'models', '');
  const deployments = listAt(value, 'deployments', '');
  return [
    ...twice(machines, 'id'),
    ...twice(gpus, 'id'),
    ...(gpus.length > mostGpus ? [{ path: 'machines', message: `have ${gpus.length} GPUs, at most ${mostGpus}` }] : []),
    ...twice(models, 'id'),
    ...models.flatMap(({ at, one }) => twice(listAt(one, 'variants', `${at}.`), 'id')),
    ...twice(deployments, 'model'),
    ...deployments.flatMap(({ at, one }) => [...wrongRanges(at, one), ...wrongNames(at, one, models)]),
  ];
}

function wrongRanges(at: string, deployment: unknown): Mistake[] {
  return ['slots', 'replicas'].flatMap((name) => {
    const range = fieldOf(deployment, name);
    const [min, max] = [fieldOf(range, 'min'), fieldOf(range, 'max')];
    if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
    return [{ path: `${at}.${name}`, message: `min ${min} is more than max ${max}` }];
  });
}

function wrongNames(at: string, deployment: unknown, models: readonly Part[]): Mistake[] {
  const name = fieldOf(deployment, 'model');
  if (typeof name !== 'string') return [];
  const model = models.find(({ one }) => fieldOf(one, 'id') === name);
  if (!model) return [{ path: `${at}.model`, message: `"${name}" is no model of the file` }];
  const known = new Set(listAt(model.one, 'variants', '').map(({ one }) => fieldOf(one, 'id')));
  const seen = new Set<unknown>();
  return listAt(deployment, 'variants', `${at}.`).flatMap(({ at: path, one }) => {
    const message = seen.has(one) ? 'stands here already' : known.has(one) ? null : `is no variant of ${name}`;
    seen.add(one);
    return message === null || typeof one !== 'string' ? [] : [{ path, message: `"${one}" ${message}` }];
  });
}

/** An entry of a list, and where it stands: "machines.0". */
interface Part {
  readonly at: string;
  readonly one: unknown;
}

function twice(parts: readonly Part[], field: string): Mistake[] {
  const first = new Map<string, string>();
  return parts.flatMap(({ at, one }) => {
    const id = fieldOf(one, field);
    if (typeof id !== 'string') return [];
    const path = `${at}.${field}`;
    const before = first.get(id);
    if (before !== undefined) return [{ path, message: `"${id}" stands at ${before} already` }];
    first.set(id, path);
    return [];
  });
}

function listAt(value: unknown, name: string, before: string): Part[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list.map((one: unknown, index) => ({ at: `${before}${name}.${index}`, one })) : [];
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
