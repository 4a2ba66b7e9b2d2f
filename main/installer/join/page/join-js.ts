/** The join page's script. It takes the token from the address's fragment, which no browser sends, and puts it into the commands. */

export const joinJs = `'use strict';
const pattern = /^#(AIV1\\.[0-9a-f]{64}\\.[0-9A-HJKMNP-TV-Z]{16})$/;
const token = pattern.exec(location.hash)?.[1] ?? null;
// Another link on the same page: the fragment alone changes, and nothing is loaded.
addEventListener('hashchange', () => location.reload());

for (const one of document.querySelectorAll('[data-when]')) one.hidden = (one.dataset.when === 'token') !== (token !== null);
if (token !== null) {
  for (const one of document.querySelectorAll('[data-with-token]')) {
    one.textContent = one.dataset.withToken.replace('TOKEN', token);
  }
  for (const one of document.querySelectorAll('[data-name-with-token]')) {
    one.setAttribute('download', one.dataset.nameWithToken.replace('TOKEN', token));
  }
}

for (const button of document.querySelectorAll('button[data-copies]')) {
  button.hidden = false;
  button.addEventListener('click', () => void copy(button));
}

async function copy(button) {
  const code = document.getElementById(button.dataset.copies);
  const words = button.dataset.words ?? button.textContent;
  button.dataset.words = words;
  button.textContent = (await copied(code)) ? button.dataset.done : button.dataset.failed;
  setTimeout(() => (button.textContent = words), 2000);
}

// A page over plain HTTP has no clipboard of its own: the selection has, in most browsers.
async function copied(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return document.execCommand('copy');
  }
}
`;
