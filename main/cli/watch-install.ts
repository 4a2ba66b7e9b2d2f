import { setTimeout as wait } from 'node:timers/promises';
import type { InstallView } from '../../contract/control-machines.ts';
import { refuse } from '../../contract/problem.ts';
import { stateOf, type RunningOffice } from './control-client.ts';

const lookEveryMs = 200;

/**
 * Looks at an installation until it ended. @param onView each time that it is looked at
 * @throws ProblemError install_not_found when somebody took it off the list
 */
export async function watchInstall(
  office: RunningOffice,
  first: InstallView,
  onView: (view: InstallView) => void,
): Promise<InstallView> {
  for (let view = first; ;) {
    onView(view);
    if (view.state !== 'running') return view;
    await wait(lookEveryMs);
    const { installs } = await stateOf(office);
    view =
      installs.find(({ id }) => id === first.id) ??
      refuse('install_not_found', 'The installation is no longer on the list.', {
        effect: 'It was cancelled or dismissed elsewhere.',
      });
  }
}
