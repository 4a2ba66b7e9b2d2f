/** OpenAI's field for "which system answered". */
export const fingerprint = 'aivailable';
