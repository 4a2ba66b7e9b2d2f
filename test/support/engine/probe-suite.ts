import { describe, expect, it } from 'vitest';
import { DeviceProbe } from '../../../node-agent/hardware/device-probe.ts';
import { ModelFolders } from '../../../node-agent/model-folders.ts';
import { modelsFolder } from './demo-spec.ts';
import { engineFor, type EngineUnderTest } from './engine-suite.ts';
import { quietLog } from '../quiet-log.ts';

/** A first use of a software device compiles its shaders. */
const slowMs = 115_000;

/** What a probe must tell of every engine: the real runner on any device, and the scripted one. */
export function probeSuite(engine: EngineUnderTest): void {
  describe(`the probe (${engine.name})`, () => {
    it(
      'loads the demo model on that device, lets it write, and gives everything back',
      { timeout: slowMs },
      async () => {
        const models = new ModelFolders({ folders: [modelsFolder()], receives: false, log: quietLog });
        const changes: (string | null)[] = [];
        const probe: DeviceProbe = new DeviceProbe({
          engine: engineFor(engine),
          demoModel: (signal) => models.demoModel(signal),
          onChange: () => changes.push(probe.device),
          log: quietLog,
        });
        const request = { gpuId: engine.gpu.id, prompt: 'tell me a story' };
        const result = await probe.probe(request, [engine.gpu], new AbortController().signal);
        expect(result.text).toMatch(/^Once there was an old graphics card/);
        expect(result.text.length).toBeLessThan(200);
        expect(result.tokensPerSecond).toBeGreaterThan(0);
        expect(result.loadMs).toBeGreaterThan(0);
        expect(changes).toEqual([engine.gpu.id, null]);
      },
    );
  });
}
