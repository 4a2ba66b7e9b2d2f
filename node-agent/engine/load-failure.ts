/** Names the reason of a failed load, because the engine says the same sentence for all of them. */
import type { Problem } from '../../contract/errors.ts';
import { problem, ProblemError } from '../../contract/problem.ts';

const invalidFile =
  /invalid gguf magic|not within the file bounds|corrupted or incomplete|gguf_init|failed to read (key-value|tensor|header)|unknown model architecture|unexpectedly reached end|missing tensor|invalid vocab/i;
const noMemory =
  /insufficient ?memory|out of ?(device |host )?memory|outofdevicememory|failed to allocate|unable to allocate|cannot allocate|alloc.*failed|too large for the available|not enough vram|requires? \d+.* bytes/i;
const noEngine = /nobinaryfound|no prebuilt binar|failed to load (a |the )?(prebuilt|binding)|no vulkan|libvulkan/i;

/**
 * Why a load failed, as a Problem with a name.
 * @param error what was thrown
 * @param lines llama.cpp's last warnings and errors: they know the reason when the error says only "Failed to load model"
 */
export function loadFailure(error: unknown, lines: readonly string[]): Problem {
  if (error instanceof ProblemError) return error.problem;
  const said = error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error);
  const all = [said, ...lines].join('\n');
  const reason = namedReason(lines) ?? (error instanceof Error ? error.message : said);
  if (invalidFile.test(all)) return problem('model_file_invalid', `The model file cannot be read: ${reason}.`);
  if (noMemory.test(all)) return problem('out_of_memory', `The memory of the device is too small: ${reason}.`);
  if (noEngine.test(all)) return problem('engine_unavailable', 'The engine finds no usable device for this backend.');
  return problem('model_file_invalid', `The engine could not load the model: ${reason}.`);
}

/** The first error line, without the function's name in front and the full stop at the end; the later ones only repeat it. */
function namedReason(lines: readonly string[]): string | null {
  const line = lines.find((each) => invalidFile.test(each) || noMemory.test(each)) ?? lines[0];
  return (
    line
      ?.replace(/^\w+: /, '')
      .replace(/^error loading model: /, '')
      .replace(/\.?\s*$/, '') ?? null
  );
}
