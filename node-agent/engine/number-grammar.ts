/** Numbers in the engine's JSON grammars, narrowed to what JSON's readers take. */

const exponent = ' ([eE] [-+]? ("0" | [1-9] [0-9]{0,15}))?';
const smallExponent = ' ([eE] [-+]? [0-9] [0-9]?)?';
const integerRule = /^(integer-number-rule ::= .*)$/m;

/**
 * node-llama-cpp lets an integer be written as 8420E-20, and any number as 1e307073, which JavaScript reads as infinite. Integers lose
 * their exponent; other numbers keep one of two digits.
 * @param grammar GBNF as node-llama-cpp writes it for a JSON schema
 */
export const narrowNumbers = (grammar: string): string =>
  grammar.replace(integerRule, (rule) => rule.replace(exponent, '')).replaceAll(exponent, smallExponent);
