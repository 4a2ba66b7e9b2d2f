/** What an agent forgets when it leaves its office: where it is, and the key that it was known by. */
import { forgetEnrolment } from './enrolment.ts';
import { forgetIdentity } from './identity.ts';
import { keepOpenAsks } from './open-asks.ts';

/** The machine is a stranger afterwards; when it joins again, it is with a new key. */
export async function forgetOffice(dataDir: string): Promise<void> {
  await forgetEnrolment(dataDir);
  await forgetIdentity(dataDir);
  keepOpenAsks(dataDir, []);
}
