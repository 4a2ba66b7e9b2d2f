/** Token ids for llama.cpp. */
import type { Token } from 'node-llama-cpp';

/** node-llama-cpp brands its token ids; ours are plain numbers because they travel. */
export const brandedTokens = (tokens: readonly number[]): Token[] => tokens as Token[];
