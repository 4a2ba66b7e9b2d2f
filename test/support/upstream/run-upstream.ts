/** Runs an upstream as a program of its own, until it is ended: it prints the address of its API. */
import type { FakeUpstream, UpstreamModel, UpstreamOptions } from './fake-upstream.ts';

/** MODELS: "NAME" or "NAME:embedding", with commas between. */
export async function runUpstream(make: (options: Partial<UpstreamOptions>) => FakeUpstream): Promise<void> {
  const { PORT, KEY, MODELS } = process.env;
  const models = MODELS?.split(',').map((one): UpstreamModel => {
    const [id = one, kind] = one.split(':');
    return { id, kind: kind === 'embedding' ? 'embedding' : 'chat', context: 8192 };
  });
  const upstream = make({ ...(KEY && { key: KEY }), ...(models && { models }) });
  process.stdout.write(`${await upstream.listen(Number(PORT ?? 0))}\n`);
}
