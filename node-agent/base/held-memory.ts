/** What our replicas hold of each device, as far as it is known. */
export interface HeldMemory {
  /** Bytes of loaded replicas, measured, by device id. */
  readonly bytes: ReadonlyMap<string, number>;
  /** Ids of devices where a replica is being loaded, warmed or unloaded: a reading there does not tell whose bytes are whose. */
  readonly moving: ReadonlySet<string>;
}
