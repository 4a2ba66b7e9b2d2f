/**
 * The header by which an office says of a request that it comes from there, with a name for this run of it. An office that is asked so
 * answers with its own machines only: two offices that are attached to each other would else send a request round and round.
 */
export const relayHeader = 'x-aivailable-relay';
