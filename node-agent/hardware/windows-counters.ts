/** What Windows tells of its graphics cards now: those that are present, and the memory in use. */
import { z } from 'zod';
import { jsonOrNull } from '../../common/json-or-null.ts';

const Controller = z.object({
  Name: z.string().nullish(),
  DriverVersion: z.string().nullish(),
  PNPDeviceID: z.string(),
  /** 0: it works. */
  ConfigManagerErrorCode: z.number().nullish(),
});
/** `Name` is "luid_0x00000000_0x0000D1A5_phys_0". */
const AdapterMemory = z.object({ Name: z.string(), DedicatedUsage: z.coerce.number().nonnegative() });

export interface WindowsCounters {
  readonly controllers: readonly z.infer<typeof Controller>[];
  /** Bytes in use by LUID, as 16 hexadecimal digits. Several parts of one adapter are added up. */
  readonly usedBytes: ReadonlyMap<string, number>;
}

/**
 * The question, for PowerShell. Class names of Get-CimInstance are the same in every language of Windows, those of Get-Counter
 * are not. It prints {controllers, memory} as JSON.
 */
export const countersScript = [
  "$ErrorActionPreference='SilentlyContinue'",
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8',
  '$c=@(Get-CimInstance Win32_VideoController|Select-Object Name,DriverVersion,PNPDeviceID,ConfigManagerErrorCode)',
  '$m=@(Get-CimInstance Win32_PerfFormattedData_GPUPerformanceCounters_GPUAdapterMemory|Select-Object Name,DedicatedUsage)',
  '@{controllers=$c;memory=$m}|ConvertTo-Json -Depth 3 -Compress',
].join(';');

/** Null when it is no such JSON. Rows that cannot be read are left out. */
export function parseCounters(text: string): WindowsCounters | null {
  const whole = z
    .object({ controllers: z.unknown(), memory: z.unknown() })
    .safeParse(jsonOrNull(text.replace(/^\uFEFF/, '')));
  if (!whole.success) return null;
  const usedBytes = new Map<string, number>();
  for (const row of rowsOf(whole.data.memory, AdapterMemory)) {
    const luid = /^luid_0x([0-9a-f]{8})_0x([0-9a-f]{8})_/i.exec(row.Name);
    if (luid === null) continue;
    const key = `${luid[1] ?? ''}${luid[2] ?? ''}`.toLowerCase();
    usedBytes.set(key, (usedBytes.get(key) ?? 0) + row.DedicatedUsage);
  }
  return { controllers: rowsOf(whole.data.controllers, Controller), usedBytes };
}

/** PowerShell 5 prints a list of one as that one, or wraps a list as {value, Count}. */
function rowsOf<Row>(value: unknown, schema: z.ZodType<Row>): Row[] {
  const wrapped = z.object({ value: z.array(z.unknown()) }).safeParse(value);
  const rows = wrapped.success ? wrapped.data.value : Array.isArray(value) ? value : [value];
  return rows.flatMap((row) => {
    const read = schema.safeParse(row);
    return read.success ? [read.data] : [];
  });
}
