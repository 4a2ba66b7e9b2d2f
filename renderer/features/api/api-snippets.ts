/** Lines to copy into a terminal. `url` ends in /v1. */
export const apiSnippets = (url: string, model: string): { newKey: string; curl: string } => ({
  newKey: 'npm run -s aivailable -- key new NAME',
  curl: [
    `curl ${url}/chat/completions \\`,
    '  -H "Authorization: Bearer KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] })}'`,
  ].join('\n'),
});
