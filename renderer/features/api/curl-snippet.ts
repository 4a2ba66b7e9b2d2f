/** A request to copy into a terminal. @param url ends in /v1. */
export const curlSnippet = (url: string, model: string): string =>
  [
    `curl ${url}/chat/completions \\`,
    '  -H "Authorization: Bearer KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] })}'`,
  ].join('\n');
