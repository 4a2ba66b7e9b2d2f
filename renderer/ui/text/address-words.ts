import type { AddressWords } from '../../../contract/access.ts';
import { t } from '../../../words/words.ts';

/** What stands beside an address, in the reader's language. */
export const addressWords = (): AddressWords => ({
  ethernet: t('Ethernet'),
  wifi: t('Wi-Fi'),
  network: '',
  vpn: 'VPN',
  virtual: t('virtual machines'),
  container: t('containers'),
  other: '',
  byName: t('by name'),
  thisPc: t('this PC only'),
});
