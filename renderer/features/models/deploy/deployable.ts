import type { ModelView } from '../../../../contract/control-api.ts';
import type { CatalogueModel, Fit } from '../../../../contract/library.ts';
import { modelCode } from '../../../../contract/model-code.ts';

interface DeployableFile {
  readonly quantization: string;
  readonly sizeBytes: number;
  readonly approximate: boolean;
  /** It is in the office already. */
  readonly here: boolean;
  /** Null: nobody judged it; the plan tells. */
  readonly fit: Fit | null;
}

/** A model that can be deployed: of the office, of the catalogue, or of both. */
export interface Deployable {
  readonly name: string;
  readonly code: string;
  /** Null: the office has given it none yet. */
  readonly colour: number | null;
  /** Best first. */
  readonly files: readonly DeployableFile[];
  readonly suggested: string;
  /** Null: not known here. */
  readonly trainedContext: number | null;
  readonly model: ModelView | null;
  readonly entry: CatalogueModel | null;
}

/** Null: neither the office nor the catalogue knows that name. */
export function deployableOf(
  name: string,
  models: readonly ModelView[],
  catalogue: readonly CatalogueModel[],
): Deployable | null {
  const model = models.find((one) => one.name === name) ?? null;
  const entry = catalogue.find((one) => one.name === name) ?? null;
  if (!model && !entry) return null;
  const own = (model?.variants ?? []).map((file): DeployableFile => {
    const fit = entry?.variants.find(({ quantization }) => quantization === file.name)?.fit ?? null;
    return { quantization: file.name, sizeBytes: file.sizeBytes, approximate: false, here: true, fit };
  });
  const others = (entry?.variants ?? []).filter(
    ({ quantization }) => !own.some((file) => file.quantization === quantization),
  );
  return {
    name,
    code: model?.code ?? modelCode(name, entry?.parameters ?? 0),
    colour: model?.colour ?? null,
    files: [...own, ...others].toSorted((a, b) => b.sizeBytes - a.sizeBytes),
    suggested: model?.variant || (entry?.suggested ?? own[0]?.quantization ?? ''),
    // Of a model that is off the office tells what it was trained for.
    trainedContext: entry?.trainedContext ?? (model && !model.wishes ? model.contextLength : null),
    model,
    entry,
  };
}
