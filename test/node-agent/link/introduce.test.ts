import { expect, it } from 'vitest';
import { Applicant } from '../../../contract/enrolment.ts';
import { introduce } from '../../../node-agent/link/introduce.ts';
import { aGpu } from '../../support/a-gpu.ts';

it('says what an admin wants to see, and never more than the door takes', () => {
  const hardware = {
    hostName: 'x'.repeat(300),
    platform: 'linux',
    osName: '',
    arch: 'x64',
    cpu: 'i5',
    cores: 4,
    memoryBytes: 1,
  } as const;
  const cards = Array.from({ length: 20 }, () => aGpu({ name: 'GTX 1060', totalBytes: 6 * 1024 ** 3 }));
  const said = introduce('3f9c2a71-d04b-4e86', hardware, cards);
  expect(Applicant.parse(said)).toEqual(said);
  expect(said).toMatchObject({ osName: 'unknown', cards: expect.arrayContaining(['GTX 1060, 6.0 GB']) });
});
