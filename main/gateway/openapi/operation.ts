/** One way into the LAN API, as its description says it. */
import type { z } from 'zod';
import type { Harmless } from '../refuse-fields.ts';

export interface Operation {
  readonly method: 'GET' | 'POST';
  /** As its surface shows it: "/v1/models/ID". */
  readonly path: string;
  /** One sentence without its full stop. */
  readonly summary: string;
  /** Left out: nothing is sent. */
  readonly request?: {
    readonly schema: z.ZodType;
    /** One that is understood. */
    readonly example: object;
    /** What is refused by name. */
    readonly refused?: Harmless;
  };
  readonly answer: z.ZodType;
  /** Left out: it is always answered in one piece. */
  readonly stream?: StreamDescription;
}

interface StreamDescription {
  readonly contentType: 'text/event-stream' | 'application/x-ndjson';
  /** Of one event's data, or of one line. */
  readonly piece: z.ZodType;
  /** How it is asked for, and how it ends. */
  readonly words: string;
}

/** What the operations of one surface have in common. */
export interface SurfaceDescription {
  /** "OpenAI": its tag. */
  readonly name: string;
  readonly error: z.ZodObject;
  readonly operations: readonly Operation[];
  /** Schemas that stand by their names in the description; every other one is written out where it is used. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
  /** A header whose presence means this surface, where paths are shared. */
  readonly header?: string;
}
