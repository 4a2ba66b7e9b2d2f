/** The steps of one installation as the window shows them. */
import type { InstallStep } from '../../../contract/control-machines.ts';

export type StepName = InstallStep['name'];

const names: readonly StepName[] = ['connect', 'look', 'bundle', 'copy', 'unpack', 'install', 'tunnel'];

export class PushSteps {
  readonly #onChange: () => void;
  #steps: InstallStep[] = names.map((name) => ({ name, state: 'waiting', detail: '', progress: null }));

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  list(): InstallStep[] {
    return this.#steps.map((step) => ({ ...step }));
  }

  /** The step that runs now. */
  get running(): StepName | null {
    return this.#steps.find(({ state }) => state === 'running')?.name ?? null;
  }

  begin(name: StepName, detail: string): void {
    this.#change(name, { state: 'running', detail, progress: null });
  }

  /** What a running step does now. @param progress 0 to 1 */
  tell(name: StepName, detail: string, progress: number | null = null): void {
    this.#change(name, { detail, progress });
  }

  done(name: StepName, detail: string): void {
    this.#change(name, { state: 'done', detail, progress: null });
  }

  failed(name: StepName, detail: string): void {
    this.#change(name, { state: 'failed', detail, progress: null });
  }

  /** What the step had done is taken back. One that failed stays so, because it is what has to be mended. */
  undone(name: StepName, detail: string): void {
    const failed = this.#steps.find((step) => step.name === name && step.state === 'failed');
    if (failed) this.#change(name, { detail: `${failed.detail} ${detail}`.trim() });
    else this.#change(name, { state: 'undone', detail, progress: null });
  }

  #change(name: StepName, change: Partial<InstallStep>): void {
    this.#steps = this.#steps.map((step) => (step.name === name ? { ...step, ...change } : step));
    this.#onChange();
  }
}
