import { describe, expect, it } from 'vitest';
import { familyOf } from '../../../../main/planner/memory/gpu-family.ts';

describe('familyOf', () => {
  it.each([
    ['NVIDIA GeForce GTX 1060 6GB', 'gtx 10'],
    ['GeForce GTX 1080 Ti', 'gtx 10'],
    ['GeForce GTX 1660 Super', 'gtx 16'],
    ['GeForce GTX 750 Ti', 'gtx 7'],
    ['NVIDIA GeForce RTX 3050 Laptop GPU', 'rtx 30'],
    ['GeForce GT 710', 'gt 7'],
    ['Quadro P2000', 'quadro p'],
    ['Quadro K620', 'quadro k'],
    ['Quadro RTX 4000', 'quadro rtx'],
    ['NVIDIA RTX A2000', 'rtx a'],
    ['Tesla P4', 'tesla p'],
    ['AMD Radeon RX 580 Series (RADV POLARIS10)', 'rx 500'],
    ['Radeon RX 6600', 'rx 6000'],
    ['Radeon RX Vega 56', 'vega'],
    ['Radeon Pro WX 5100', 'wx 5000'],
    ['AMD Radeon HD 7970', 'hd 7000'],
    ['AMD Radeon R9 390', 'r9 300'],
    ['Intel(R) Arc(TM) A770 Graphics', 'arc a'],
    ['Apple M1 Pro', 'apple m1'],
    ['llvmpipe (LLVM 19.1.7, 256 bits)', 'llvmpipe'],
  ])('%s → %s', (name, family) => {
    expect(familyOf(name)).toBe(family);
  });

  it('takes a name that tells no family for one of its own', () => {
    expect(familyOf('Matrox  G200(TM)')).toBe('matrox g200');
    expect(familyOf('AMD Ryzen 5 3600')).toBe('amd ryzen 5 3600');
  });
});
