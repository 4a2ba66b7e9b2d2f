/**
 * The agent's bundle: Node, the agent, its engine and the demo model, packed for one platform. Two manifests tell of it: one beside
 * the archive, which says what the archive is, and one inside, which says what each file in it is.
 */
import { z } from 'zod';

/** What a bundle can be made for. */
export const platforms = ['linux-x64', 'win-x64', 'mac-arm64'] as const;
export const Platform = z.enum(platforms);
export type Platform = z.infer<typeof Platform>;

/** What is handed out: the bundles, and the program that a double click installs on Windows. */
export const BundleName = z.enum([...platforms, 'win-x64-setup']);
export type BundleName = z.infer<typeof BundleName>;

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
export const BundleVersion = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}(-[\w.]{1,20})?$/);

const windowsDevice = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A path inside a bundle: forward slashes, no way out, nothing that Windows reads otherwise. */
export const BundlePath = z
  .string()
  .max(240)
  .regex(/^[\w@][\w@.+-]*(\/[\w@][\w@.+-]*)*$/)
  .refine((path) => !path.split('/').some((part) => part.endsWith('.') || windowsDevice.test(part)));

const BundledFile = z.strictObject({ path: BundlePath, size: z.int().nonnegative(), sha256: hex64 });

/** `manifest.json` inside the archive. It names every other file of it. */
export const BundleContent = z.strictObject({
  format: z.literal('aivailable-bundle/1'),
  version: BundleVersion,
  platform: Platform,
  files: z.array(BundledFile).min(1).max(5_000),
});
export type BundleContent = z.infer<typeof BundleContent>;

/** `NAME.json` beside the archive. A later version may say more. */
export const BundleManifest = z.object({
  name: BundleName,
  version: BundleVersion,
  /** The archive's name, in the manifest's own folder. */
  file: z.string().regex(/^[\w][\w.-]{0,120}$/),
  size: z.int().positive(),
  sha256: hex64,
});
export type BundleManifest = z.infer<typeof BundleManifest>;
