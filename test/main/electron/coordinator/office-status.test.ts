import { describe, expect, it } from 'vitest';
import type { MachineView, ModelView, OfficeState } from '../../../../contract/control-api.ts';
import { OfficeStatus, statusOf } from '../../../../main/electron/coordinator/office-status.ts';
import { fakeOffices } from '../../../support/fake-control/fake-offices.ts';

const linden = fakeOffices.linden();
const office = (changes: Partial<OfficeState>): OfficeState => ({ ...linden, ...changes });
const allLost = linden.machines.map((machine): MachineView => ({ ...machine, state: 'lost' }));
const all = (state: ModelView['state']) => linden.models.map((model): ModelView => ({ ...model, state }));

describe('the office in a few figures', () => {
  it('counts machines that answer, tokens and answers', () => {
    const status = statusOf(linden);
    expect(OfficeStatus.parse(status)).toEqual(status);
    expect(status).toEqual({
      serving: 'serving',
      machines: 5,
      machinesServing: 3,
      tokensPerSecond: 62,
      answers: 3,
      apiAddress: 'http://192.168.10.12:8420/v1',
    });
  });

  it.each([
    ['paused', office({ office: { ...linden.office, serving: false } })],
    ['offline', office({ machines: allLost })],
    ['starting', office({ models: all('loading') })],
    ['attention', office({ models: all('refused') })],
    ['attention', office({ models: [] })],
  ])('says %s', (serving, state) => expect(statusOf(state).serving).toBe(serving));

  it('names no address where there is no network', () => {
    expect(statusOf(office({ office: { ...linden.office, addresses: [] } })).apiAddress).toBeNull();
  });
});
