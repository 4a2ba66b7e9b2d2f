/** The coordinator inside its own process: opened for the desktop, and closed when the desktop says so. */
import { toProblem } from '../../contract/problem.ts';
import { ToCoordinator, type FromCoordinator } from './coordinator-messages.ts';
import type { OfficeStatus } from './office-status.ts';

/** What is needed of the utility process's end of the channel. */
export interface ParentPort {
  send(message: FromCoordinator): void;
  onMessage(listener: (message: unknown) => void): void;
}

interface HostedCoordinator {
  readonly link: string;
  close(): Promise<void>;
}

interface HostParts<Hosted extends HostedCoordinator> {
  readonly parent: ParentPort;
  readonly open: (onShutdownWish: () => void) => Promise<Hosted>;
  /** Calls `report` now and at each change. @returns how to stop it. */
  readonly watch: (hosted: Hosted, report: (status: OfficeStatus) => void) => () => void;
  /** Ends this process. */
  readonly exit: (code: number) => void;
}

/** Resolves when the coordinator is open, or has said why it is not. Ends the process on `close`, whatever state it is in. */
export async function hostCoordinator<Hosted extends HostedCoordinator>(parts: HostParts<Hosted>): Promise<void> {
  const { parent, open, watch, exit } = parts;
  const say = (message: FromCoordinator): void => parent.send(message);
  const opening = open(() => say({ type: 'shutdown-wish' }));
  let unwatch: (() => void) | null = null;
  parent.onMessage((message) => {
    if (!ToCoordinator.safeParse(message).success) return;
    unwatch?.();
    opening
      .then((hosted) => hosted.close())
      .then(
        () => exit(0),
        () => exit(1),
      );
  });
  try {
    const hosted = await opening;
    say({ type: 'ready', link: hosted.link });
    unwatch = watch(hosted, (status) => say({ type: 'status', status }));
  } catch (error) {
    say({ type: 'failed', problem: toProblem(error) });
  }
}
