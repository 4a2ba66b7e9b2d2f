/** The product's version, as package.json has it. */
export const agentVersion = '0.1.0';
