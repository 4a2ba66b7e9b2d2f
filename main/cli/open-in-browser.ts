/** Opens a link in the browser of this PC, where there is a screen. */
import { spawn } from 'node:child_process';

export function openInBrowser(link: string): void {
  const { platform, env } = process;
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return;
  const [command, args] =
    platform === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', link]]
      : [platform === 'darwin' ? 'open' : 'xdg-open', [link]];
  // Without such a program the printed link serves.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .once('error', () => undefined)
    .unref();
}
