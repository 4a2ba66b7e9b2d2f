import type { ReplicaView } from '../../../../contract/control-api.ts';

/** How a block is drawn, as a class: it is being loaded, leaves, has failed, or simply serves. */
export const blockLooks: Record<ReplicaView['state'], string> = {
  planned: 'load',
  copying: 'load',
  loading: 'load',
  warming: 'load',
  ready: '',
  draining: 'drain',
  failed: 'fail',
  gone: '',
};
