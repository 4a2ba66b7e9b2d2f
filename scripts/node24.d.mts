/** How the product's programs run on Node. */
export const programFlags: readonly string[];
