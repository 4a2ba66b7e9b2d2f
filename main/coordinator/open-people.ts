/** Opens what knows the people of the office: their books, their invites, their sessions and the admin password. */
import type { DatabaseSync } from 'node:sqlite';
import { isLoopback } from '../../common/address.ts';
import { systemClock } from '../base/clock.ts';
import { machineName } from '../base/this-pc.ts';
import { Sessions } from '../control/sessions.ts';
import type { Front } from '../front/front.ts';
import { AdminPasswordBook } from '../ledger/admin-password.ts';
import { InviteBook } from '../ledger/invites.ts';
import { PeopleBook } from '../ledger/people.ts';
import { SessionBook } from '../ledger/sessions.ts';
import type { UsageBook } from '../ledger/usage.ts';
import { AdminPassword } from '../people/admin-password.ts';
import { pageAddresses } from '../people/page-addresses.ts';
import { People } from '../people/people.ts';
import type { OfficeCard } from '../settings/office-card.ts';
import type { ServedNetworks } from '../settings/served-networks.ts';
import type { Settings } from '../settings/settings.ts';
import type { LiveAccess } from './live-access.ts';

interface OpenPeopleParts {
  readonly db: DatabaseSync;
  readonly settings: Settings;
  readonly networks: Pick<ServedNetworks, 'addresses'>;
  readonly card: Pick<OfficeCard, 'name'>;
  readonly usage: Pick<UsageBook, 'tokensToday'>;
  /** What the command line shows instead of a cookie. */
  readonly controlToken: string;
  /** Where the page is served. */
  readonly front: () => Pick<Front, 'port' | 'securePort'>;
  readonly access: Pick<LiveAccess, 'required'>;
}

interface OpenPeople {
  readonly people: People;
  readonly password: AdminPassword;
  readonly sessions: Sessions;
}

export function openPeople(parts: OpenPeopleParts): OpenPeople {
  const { db, settings, networks, card, usage, controlToken, front, access } = parts;
  const book = new PeopleBook(db);
  const store = new SessionBook(db);
  const people = new People({
    book,
    invites: new InviteBook(db),
    sessions: store,
    clock: systemClock,
    officeName: () => card.name,
    addresses: () => addressesOf(settings, networks.addresses(), access.required, front()),
    tokensToday: (personId) => usage.tokensToday(personId),
  });
  const password = new AdminPassword(new AdminPasswordBook(db), systemClock);
  return { people, password, sessions: new Sessions({ store, people: book, clock: systemClock, controlToken }) };
}

function addressesOf(
  { lan, discovery }: Settings,
  served: readonly string[],
  httpsRequired: boolean,
  front: Pick<Front, 'port' | 'securePort'>,
) {
  const hidden = isLoopback(lan.host);
  const addresses = hidden ? [] : served;
  const { port, securePort } = front;
  const page = { name: machineName(), announced: discovery.enabled && !hidden, addresses };
  // This PC itself is answered without encryption, always.
  if (!httpsRequired || hidden || securePort === null) return pageAddresses({ ...page, scheme: 'http', port });
  return pageAddresses({ ...page, scheme: 'https', port: securePort });
}
