import { expect, it } from 'vitest';
import { deviceEnvironment } from '../../../node-agent/engine/device-environment.ts';

it('shows a process its own devices and hides those of other backends', () => {
  expect(
    deviceEnvironment([
      { backend: 'vulkan', index: 1 },
      { backend: 'vulkan', index: 3 },
    ]),
  ).toMatchObject({
    GGML_VK_VISIBLE_DEVICES: '1,3',
    CUDA_VISIBLE_DEVICES: '',
  });
  expect(deviceEnvironment([{ backend: 'cpu', index: 0 }])).toMatchObject({
    GGML_VK_VISIBLE_DEVICES: '',
    CUDA_VISIBLE_DEVICES: '',
  });
});
