/** The port to external servers. */
import type { AttachChange, AttachedView, AttachRequest, AttachTarget, AttachTest } from '../../contract/attached.ts';

/** Each throws a ProblemError when it cannot be done; contract/attached.ts says what each means. */
export interface AttachedOffice {
  list(): AttachedView[];
  test(target: AttachTarget, signal: AbortSignal): Promise<AttachTest>;
  add(request: AttachRequest): AttachedView;
  change(id: string, change: AttachChange): AttachedView;
  check(id: string): void;
  remove(id: string): void;
}
