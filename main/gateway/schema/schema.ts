/** A JSON Schema as a client sends it: anything may stand in it until it is looked at. */
export type Schema = Readonly<Record<string, unknown>>;
