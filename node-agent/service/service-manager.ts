/** What starts the agent with its PC and again when it ends. */
import type { InstallRecord } from './install-record.ts';
import type { Place } from './place.ts';

export interface ServiceManager {
  /**
   * Makes what the agent needs around it: folders, a user, leave to run. Each is noted in `record` as it is made.
   * @throws ProblemError install_failed
   */
  prepare(place: Place, record: InstallRecord): Promise<void>;
  /**
   * Makes the agent known and starts it, or starts it anew.
   * @param coordinators where to ask, besides what is heard: "192.168.10.12:8421"
   * @throws ProblemError install_failed
   */
  start(place: Place, coordinators: readonly string[], record: InstallRecord): Promise<void>;
  /**
   * Ends the agent and makes it unknown; what is gone already is no failure.
   * @param purge its data go, too, where this removes files
   */
  remove(record: InstallRecord, purge: boolean): Promise<void>;
  /** Gives back what `prepare` made beside folders. The very last step: it may end the session that this runs in. */
  release(record: InstallRecord): Promise<void>;
  /** The agent, which runs, wants itself to be uninstalled: begins that outside of it. @throws ProblemError install_failed */
  removeLater(record: InstallRecord): Promise<void>;
}
