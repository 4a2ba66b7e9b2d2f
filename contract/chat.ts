/** What the chat keeps of its conversations beside their messages, what is asked in them, and how they are found again. */
import { z } from 'zod';
import { Instructions } from './presets.ts';

/** What is left out stays. */
export const ConversationChange = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    pinned: z.boolean(),
    /** Null: none. */
    instructions: Instructions.nullable(),
  })
  .partial();
export type ConversationChange = z.infer<typeof ConversationChange>;

/** The words that are searched for: each of them has to be there. */
export const SearchWords = z.string().trim().min(1).max(200);

/** A text with the places that were searched for, in UTF-16 units; in order, none over another. */
export const MarkedText = z.object({
  text: z.string(),
  marks: z.array(z.object({ from: z.int().nonnegative(), to: z.int().nonnegative() })),
});
export type MarkedText = z.infer<typeof MarkedText>;

/** A conversation that has the words: in its title, or in one of its messages, of which the newest is told. */
export const SearchHit = z.object({
  conversationId: z.string(),
  updatedAt: z.number(),
  title: MarkedText,
  /** Null: they stand in the title alone. */
  messageId: z.string().nullable(),
  excerpt: MarkedText.nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const mostFiles = 10;
/** Of all files of a message together: far more than a model of an office holds. */
export const mostFileCharacters = 1_000_000;

/** The text of a file, which goes to the model before the question. */
export const AttachedFile = z.strictObject({
  name: z.string().trim().min(1).max(200),
  text: z.string().min(1).max(mostFileCharacters),
});
export type AttachedFile = z.infer<typeof AttachedFile>;

const AttachedFiles = z
  .array(AttachedFile)
  .max(mostFiles)
  .refine(
    (files) => files.reduce((sum, { text }) => sum + text.length, 0) <= mostFileCharacters,
    'The files of a message have 1,000,000 characters together at most.',
  );

export const AskRequest = z.strictObject({
  model: z.string().min(1).max(200),
  /** The message to go on from; null: the beginning. For a new try at an answer: the question's id, with content null. */
  parentId: z.string().nullable(),
  content: z.string().min(1).max(400_000).nullable(),
  /** Of a new question; another try has those of the question. */
  files: AttachedFiles.optional(),
});
export type AskRequest = z.infer<typeof AskRequest>;

export const NewConversation = ConversationChange.pick({ instructions: true }).extend({
  /** Asked at once: where it is refused, no conversation is made. Left out: the conversation stays empty. */
  first: AskRequest.optional(),
});
export type NewConversation = z.infer<typeof NewConversation>;

/** Asks a model how many tokens a text has for it. */
export const CountRequest = z.strictObject({
  model: z.string().min(1).max(200),
  text: z.string().min(1).max(mostFileCharacters),
});
export type CountRequest = z.infer<typeof CountRequest>;

export const Counted = z.object({ tokens: z.int().nonnegative() });
export type Counted = z.infer<typeof Counted>;
