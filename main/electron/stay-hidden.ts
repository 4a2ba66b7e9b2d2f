/** After a login the panel that shows tray icons may start later than this app. */
const tries = 15;
const betweenMs = 1_000;

/** Whether a window that was not opened can be brought later. Asks until it can, 15 s at most. */
export async function stayHidden(comesBack: () => Promise<boolean>): Promise<boolean> {
  for (let count = 1; count <= tries; count += 1) {
    // One look after the other: the panel comes when it comes.
    // eslint-disable-next-line no-await-in-loop
    if (await comesBack()) return true;
    // eslint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  return false;
}
