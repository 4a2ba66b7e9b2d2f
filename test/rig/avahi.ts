/** A PC that announces itself as Linux desktops do: by avahi, with a D-Bus of its own. */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pc } from './pc.ts';

const config = (pc: Pc): string => `[server]
host-name=${pc.name}
use-ipv4=yes
use-ipv6=no
[publish]
publish-workstation=yes
`;

const sshService = `<?xml version="1.0" standalone='no'?>
<!DOCTYPE service-group SYSTEM "avahi-service.dtd">
<service-group>
  <name replace-wildcards="yes">%h</name>
  <service><type>_ssh._tcp</type><port>22</port></service>
</service-group>
`;

/** In the PC's own view of the file system, which is gone with its processes. */
const steps = `
mount --bind "$0/services" /etc/avahi/services
mount --bind "$0/avahi-daemon.conf" /etc/avahi/avahi-daemon.conf
mount -t tmpfs tmpfs /run
mkdir /run/dbus /run/avahi-daemon
chown avahi:avahi /run/avahi-daemon
dbus-daemon --system --fork --nopidfile
exec avahi-daemon --no-chroot --no-rlimits
`;

/** Starts avahi on a PC. Resolves when it has announced the PC and its SSH. @param folder for its files */
export async function startAvahi(pc: Pc, folder: string): Promise<void> {
  const services = path.join(folder, 'services');
  await mkdir(services, { recursive: true });
  await writeFile(path.join(folder, 'avahi-daemon.conf'), config(pc));
  await writeFile(path.join(services, 'ssh.service'), sshService);
  const daemon = pc.run('sh', ['-ec', steps, folder]);
  let said = '';
  const announced = new Promise<void>((resolve) => {
    daemon.stderr.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('successfully established')) resolve();
    });
  });
  const ended = once(daemon, 'exit').then(() => Promise.reject(new Error(`avahi ended: ${said}`)));
  // A later end is the rig's.
  ended.catch(() => undefined);
  await Promise.race([announced, ended]);
}
