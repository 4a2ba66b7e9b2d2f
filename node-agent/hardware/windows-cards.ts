/** The graphics cards of a Windows PC: what the registry says of those that are present. Pure. */
import { type RegistryKeys, registryNumber } from './registry-text.ts';
import { bytesFrom, type VendorReading } from './vendor-reading.ts';
import type { WindowsCounters } from './windows-counters.ts';

export interface WindowsRegistry {
  /** Of …\Control\Class\{4d36e968-…}: drivers of display adapters, with `HardwareInformation.qwMemorySize`. */
  readonly drivers: RegistryKeys;
  /** Of …\Enum\PCI: every device there ever was, with its place on the bus and its driver's key. */
  readonly devices: RegistryKeys;
  /** Of …\Microsoft\DirectX: adapters with their LUID; those of the last start have the newest `LastSeen`. */
  readonly adapters: RegistryKeys;
}

export const displayClass = '{4d36e968-e325-11ce-bfc1-08002be10318}';
const classPath = `HKEY_LOCAL_MACHINE\\SYSTEM\\CURRENTCONTROLSET\\CONTROL\\CLASS\\`;
const enumPath = `HKEY_LOCAL_MACHINE\\SYSTEM\\CURRENTCONTROLSET\\ENUM\\`;

const vendors: Readonly<Record<string, VendorReading['vendor']>> = { '10DE': 'nvidia', '1002': 'amd', '8086': 'intel' };

/** One reading for each card that is present. AdapterRAM is never asked: it ends at 4 GB. */
export function windowsCards(registry: WindowsRegistry, { controllers, usedBytes }: WindowsCounters): VendorReading[] {
  const luids = presentLuids(registry.adapters);
  return controllers.flatMap((controller) => {
    const ids = /^PCI\\VEN_([0-9A-F]{4})&DEV_([0-9A-F]{4})/i.exec(controller.PNPDeviceID.toUpperCase());
    const vendor = vendors[ids?.[1] ?? ''];
    if (ids === null || vendor === undefined) return [];
    const device = registry.devices.get(enumPath + controller.PNPDeviceID.toUpperCase());
    const driver = registry.drivers.get(classPath + (device?.get('Driver') ?? '').toUpperCase());
    const total = registryNumber(driver?.get('HardwareInformation.qwMemorySize'));
    // Equal cards are taken in order: Windows tells no other way from one list to the other.
    const luid = luids.get(`${ids[1]} ${ids[2]}`)?.shift();
    return [
      {
        vendor,
        pciId: placeOf(device?.get('LocationInformation')),
        name: controller.Name ?? null,
        driver: controller.DriverVersion ?? null,
        totalBytes: total === null ? null : bytesFrom(Number(total)),
        usedBytes: luid === undefined ? null : bytesFrom(usedBytes.get(luid) ?? null),
        temperatureC: null,
        load: null,
        trouble: troubleOf(controller),
      },
    ];
  });
}

/** LUIDs by "VENDOR DEVICE", in the registry's order. */
function presentLuids(adapters: RegistryKeys): Map<string, string[]> {
  const all = [...adapters.values()].map((values) => ({
    luid: registryNumber(values.get('AdapterLuid')),
    vendor: registryNumber(values.get('VendorId')),
    device: registryNumber(values.get('DeviceId')),
    seen: registryNumber(values.get('LastSeen')) ?? 0n,
  }));
  const newest = all.reduce((latest, { seen }) => (seen > latest ? seen : latest), 0n);
  const luids = new Map<string, string[]>();
  for (const { luid, vendor, device, seen } of all) {
    if (luid === null || vendor === null || device === null || seen < newest) continue;
    const key = `${hex(vendor, 4)} ${hex(device, 4)}`.toUpperCase();
    luids.set(key, [...(luids.get(key) ?? []), hex(luid, 16)]);
  }
  return luids;
}

const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');

/** "@System32\drivers\pci.sys,#65536;PCI bus %1, device %2, function %3;(1,0,0)": the numbers are decimal, the words translated. */
function placeOf(location: string | undefined): string | null {
  const place = /\((\d{1,3}),(\d{1,2}),(\d)\)$/.exec(location ?? '');
  if (place === null) return null;
  const [bus, device, part] = [Number(place[1]), Number(place[2]), Number(place[3])];
  return `0000:${hex(BigInt(bus), 2)}:${hex(BigInt(device), 2)}.${part}`;
}

type Controller = WindowsCounters['controllers'][number];

function troubleOf({ Name: name, ConfigManagerErrorCode: code }: Controller): string | null {
  if (/Microsoft Basic|Microsoft-Basis/i.test(name ?? '')) {
    return 'Windows has no driver of this card’s maker; install one from the maker’s site.';
  }
  if (!code) return null;
  return `Windows has stopped this card (code ${code}); look at it in the Device Manager, and install its driver again.`;
}
