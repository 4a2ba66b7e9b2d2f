/** What discovery needs from outside; all but the first three are what the system itself has, unless a test says otherwise. */
import type { Announcement } from '../../contract/enrolment.ts';
import { type Adapter, chooseAdapters } from '../../common/adapters.ts';
import type { Log } from '../../common/log.ts';
import { type OpenMdnsInstance, openMdnsInstance } from '../../common/mdns-instance.ts';
import { repeat } from '../../common/repeat.ts';
import { forAWhile } from '../base/for-a-while.ts';
import { allAddresses } from '../base/this-pc.ts';
import { askSsh } from './ask-ssh.ts';
import { type Names, systemNames } from './names.ts';

export interface DiscoveryOptions {
  /** What this coordinator announces now; asked again and again, so that a new name gets about. */
  readonly announcement: () => Announcement;
  /** Whether a machine of this office, or one that asks to join it, has this address, or this host name in small letters. */
  readonly isKnown: (addressOrHostName: string) => boolean;
  readonly log: Log;
  readonly adapters?: () => Adapter[];
  readonly ownAddresses?: () => string[];
  readonly openInstance?: OpenMdnsInstance;
  readonly ask?: typeof askSsh;
  readonly names?: Names;
  readonly every?: typeof repeat;
  readonly now?: () => number;
}

export const withDefaults = (options: DiscoveryOptions): Required<DiscoveryOptions> => ({
  adapters: chooseAdapters,
  ownAddresses: forAWhile(allAddresses),
  openInstance: openMdnsInstance,
  ask: askSsh,
  names: systemNames,
  every: repeat,
  now: Date.now,
  ...options,
});
