/** Words that only English has: a text with one of them is read in English in every language. */
export const englishWord =
  /(?<![\p{L}-])(the|and|of|is|are|not|with|from|this|that|to|has|have|it|its|was|were|when|there|you|your|each|every)(?![\p{L}-])/iu;
