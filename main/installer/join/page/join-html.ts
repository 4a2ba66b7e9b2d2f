/** The join page: what a person on another PC of the office opens to add that PC. Pure: all that it shows is given. */
import { installerFile, installerName } from '../installer-name.ts';
import type { JoinTarget } from '../join-commands.ts';
import type { JoinSystem } from '../../../../contract/control-machines.ts';
import type { CommandLines } from '../join-offer.ts';

interface JoinPage {
  readonly officeName: string;
  readonly target: JoinTarget;
  /** What the visitor seems to have; null: it does not show. */
  readonly system: JoinSystem | null;
  /** Without a token: the agent asks to join. */
  readonly asking: CommandLines;
  /** With the word TOKEN in the place of one. */
  readonly joining: CommandLines;
}

const names: Readonly<Record<JoinSystem, string>> = { windows: 'Windows', linux: 'Linux', macos: 'macOS' };

export function joinHtml(page: JoinPage): string {
  const { officeName, system } = page;
  const order = (Object.keys(names) as JoinSystem[]).toSorted((a, b) => Number(b === system) - Number(a === system));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>Add this PC to ${escape(officeName)} · AIvailable</title>
<link rel="stylesheet" href="/join/page.css">
<script src="/join/page.js" defer></script>
</head>
<body>
<main>
<p class="brand"><svg viewBox="0 0 24 24" aria-hidden="true">${mark}</svg>${escape(officeName)}</p>
<h1>Add this PC to the office</h1>
<p class="lead">${system === null ? 'Open this page on the PC that shall join. ' : ''}Its graphics card then helps to answer for ${escape(officeName)}. Nothing is installed but the agent, for your user
alone and without an administrator’s rights. It opens no port.</p>
${order.map((one) => wayFor(one, page, one === system || (system === null && one === order[0]))).join('\n')}
<p class="note" data-when="ask">Afterwards the agent shows a code. The same code stands on the coordinator’s Machines page: the admin
compares the two and lets this PC in.</p>
<p class="note" data-when="token" hidden>The line and the installer’s name hold a token: they work once, for 10 minutes.</p>
<p class="note">Each line checks what it downloads before anything of it runs. If you are not sure of this network, take the line
from the coordinator’s own screen.</p>
</main>
</body>
</html>
`;
}

function wayFor(system: JoinSystem, page: JoinPage, open: boolean): string {
  const [asking, joining] = [page.asking[system], page.joining[system]];
  return `<details${open ? ' open' : ''}>
<summary>${names[system]}</summary>
<div class="way">
${asking === null || joining === null ? notThere(system) : (system === 'windows' ? byDoubleClick(page.target) : '') + byLine(system, asking, joining)}
</div>
</details>`;
}

const notThere = (system: JoinSystem): string =>
  `<p>The agent for ${names[system]} is not ready on the coordinator yet. Load this page again in a minute, or ask the admin.</p>`;

function byDoubleClick({ coordinators: [address] }: JoinTarget): string {
  return `<ol>
<li>Download the installer and start it.</li>
<li>Windows may warn that it does not know the publisher: choose “More info”, then “Run anyway”.</li>
</ol>
<p><a class="btn primary" href="/join/files/${installerFile}" download="${escape(installerName(address, null))}" data-name-with-token="${escape(installerName(address, 'TOKEN'))}">Download for Windows</a></p>
<p class="note">Or by one line in PowerShell:</p>
`;
}

const byLine = (system: JoinSystem, asking: string, joining: string): string =>
  `${system === 'windows' ? '' : '<p>Paste this line into a terminal:</p>\n'}<pre><code id="line-${system}" data-with-token="${escape(joining)}">${escape(asking)}</code></pre>
<button class="btn${system === 'windows' ? '' : ' primary'}" type="button" data-copies="line-${system}" hidden>Copy the line</button>`;

const mark =
  '<path d="M5 2h11.5v5.2h-14V4.5A2.5 2.5 0 0 1 5 2zM2.5 8.9h19v4.2h-19zM2.5 14.8h12v.7A2.5 2.5 0 0 1 12 18h-1.6L6 22.2V18H5a2.5 2.5 0 0 1-2.5-2.5z"/>';

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
