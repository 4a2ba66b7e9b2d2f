/** Crash reports: kept in the office's folder and sent nowhere. What was in memory is in them, so that nothing else reads them either. */
import path from 'node:path';
import { app, crashReporter } from 'electron';
import { openLog } from '../../common/log.ts';
import { keepNewest } from './keep-newest.ts';

const mostKept = 5;

/** Begins to keep them; call it before the app is ready. Notes in logs/desktop.log which process ended, and why. */
export function keepCrashReports(dataDir: string): void {
  const folder = path.join(dataDir, 'crashes');
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
  keepNewest(folder, mostKept);
  const log = openLog(path.join(dataDir, 'logs', 'desktop.log'), { sync: true });
  app.on('child-process-gone', (_event, { type, reason, exitCode, serviceName }) => {
    if (reason === 'clean-exit') return;
    log.error({ type, reason, exitCode, serviceName }, 'a process of the app ended');
    keepNewest(folder, mostKept);
  });
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    log.error({ reason, exitCode }, 'the window’s process ended');
    keepNewest(folder, mostKept);
  });
  process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'the app failed'));
}
