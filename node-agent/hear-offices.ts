/** Hearing the coordinators of this network, and being heard by them. */
import os from 'node:os';
import { fingerprintOf } from '../common/fingerprint.ts';
import type { Log } from '../common/log.ts';
import { version } from '../common/version.ts';
import { OfficeSearch } from './discovery/office-search.ts';
import type { CoordinatorHints } from './link/coordinator-hints.ts';
import type { Identity } from './link/identity.ts';

/** Listens until it is closed. */
export const hearOffices = ({ machineId, certificate }: Identity, log: Log): CoordinatorHints =>
  new OfficeSearch({ machineId, hostName: os.hostname(), version, pin: fingerprintOf(certificate), log });
