// npm run pictures: takes the window's pictures anew into docs/pictures, which npm test holds the window against. Look at them before
// they are committed.
import { command, inTurn, ready } from './command.mjs';

await command(async () => {
  await ready('test');
  process.env.AIVAILABLE_ACCEPT_PICTURES = '1';
  return inTurn([['node_modules/vitest/vitest.mjs', 'run', '--project', 'e2e', 'test/e2e/pictures.test.ts']]);
});
