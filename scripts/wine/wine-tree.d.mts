/** Where the tree with Wine is; makes it when it is missing. */
export function wineTree(): string;
