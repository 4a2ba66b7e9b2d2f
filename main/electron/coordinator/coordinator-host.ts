/** The coordinator inside its own process: opened for the desktop, and closed when the desktop says so. */
import { toProblem } from '../../../contract/problem.ts';
import { ToCoordinator, type FromCoordinator } from './coordinator-messages.ts';
import type { Notice } from './notices.ts';
import type { OfficeStatus } from './office-status.ts';

/** What is needed of the utility process's end of the channel. */
export interface ParentPort {
  send(message: FromCoordinator): void;
  onMessage(listener: (message: unknown) => void): void;
}

interface HostedCoordinator {
  readonly link: string;
  /** This PC goes to sleep: what it runs is given away. */
  sleep(): void;
  /** It woke up. */
  wake(): void;
  serve(on: boolean): void;
  close(): Promise<void>;
}

interface HostParts<Hosted extends HostedCoordinator> {
  readonly parent: ParentPort;
  readonly open: (onShutdownWish: () => void) => Promise<Hosted>;
  /** Calls `report` now and at each change. @returns how to stop it. */
  readonly watch: (hosted: Hosted, report: (status: OfficeStatus) => void) => () => void;
  /** Calls `tell` with what a person should hear of at once. @returns how to stop it. */
  readonly notify: (hosted: Hosted, tell: (notice: Notice) => void) => () => void;
  /** Ends this process. */
  readonly exit: (code: number) => void;
}

/** Resolves when the coordinator is open, or has said why it is not. Ends the process on `close`, whatever state it is in. */
export async function hostCoordinator<Hosted extends HostedCoordinator>(parts: HostParts<Hosted>): Promise<void> {
  const { parent, open, watch, notify, exit } = parts;
  const say = (message: FromCoordinator): void => parent.send(message);
  const opening = open(() => say({ type: 'shutdown-wish' }));
  let stops: (() => void)[] = [];
  const close = (): void => {
    for (const stop of stops) stop();
    opening
      .then((hosted) => hosted.close())
      .then(
        () => exit(0),
        () => exit(1),
      );
  };
  parent.onMessage((message) => {
    const { data } = ToCoordinator.safeParse(message);
    if (data?.type === 'close') return close();
    // One that did not open has said why, and has nothing to do.
    if (data) void opening.then((hosted) => obey(hosted, data)).catch(() => undefined);
  });
  try {
    const hosted = await opening;
    say({ type: 'ready', link: hosted.link });
    stops = [
      watch(hosted, (status) => say({ type: 'status', status })),
      notify(hosted, (notice) => say({ type: 'notice', notice })),
    ];
  } catch (error) {
    say({ type: 'failed', problem: toProblem(error) });
  }
}

function obey(hosted: HostedCoordinator, message: ToCoordinator): void {
  if (message.type === 'serve') hosted.serve(message.on);
  if (message.type !== 'power') return;
  if (message.event === 'sleep') hosted.sleep();
  else hosted.wake();
}
