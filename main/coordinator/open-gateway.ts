/** Opens the LAN API: who may ask, for which models, and how an answer is written. */
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../common/log.ts';
import type { Attached } from '../attached/attached.ts';
import { steadyClock, systemClock } from '../base/clock.ts';
import { allSurfaces } from '../gateway/all-surfaces.ts';
import { AnswerRoute } from '../gateway/answer-route.ts';
import { Answering } from '../gateway/answering.ts';
import { Embedding } from '../gateway/embedding.ts';
import { Gateway } from '../gateway/gateway.ts';
import { KeyLimits } from '../gateway/key-limits.ts';
import { ModelNames } from '../gateway/model-names.ts';
import type { RequestLog } from '../gateway/request-log.ts';
import type { Slots } from '../gateway/slots.ts';
import { AliasBook } from '../ledger/aliases.ts';
import { Keys } from '../ledger/keys.ts';
import type { UsageBook } from '../ledger/usage.ts';
import type { WithoutKey } from '../settings/without-key.ts';
import type { WholeFleet } from './whole-fleet.ts';

interface GatewayParts {
  readonly db: DatabaseSync;
  readonly fleet: WholeFleet;
  readonly attached: Attached;
  readonly slots: Slots;
  readonly usage: UsageBook;
  readonly requests: RequestLog;
  readonly withoutKey: Pick<WithoutKey, 'limits'>;
  readonly log: Log;
}

interface OpenGateway {
  readonly gateway: Gateway;
  readonly answering: Answering;
  readonly keys: Keys;
  readonly limits: KeyLimits;
  readonly aliases: AliasBook;
}

export function openGateway(given: GatewayParts): OpenGateway {
  const { db, fleet, attached, slots, usage, requests, withoutKey, log } = given;
  const parts = { fleet, slots, usage, requests, clock: steadyClock, log };
  const answering = new Answering(parts);
  const aliases = new AliasBook(db);
  const names = new ModelNames(fleet, aliases);
  const keys = new Keys(db);
  const limits = new KeyLimits({ tokensToday: (id) => usage.tokensToday(id), clock: systemClock });
  const answers = new AnswerRoute(answering, names, systemClock);
  const gateway = new Gateway({
    surfaces: allSurfaces(answers, new Embedding(parts), names),
    keys,
    limits,
    withoutKey: () => withoutKey.limits,
    relay: { office: attached.office, isOutside: (model) => fleet.isOutside(model) },
    clock: systemClock,
    log,
  });
  return { gateway, answering, keys, limits, aliases };
}
