/** From which networks the office is used, in words. Pure. */
import type { AccessView } from '../../../contract/access.ts';
import { formatList } from '../../ui/text/format.ts';
import { t } from '../../../words/words.ts';

type Networks = AccessView['networks'];

export function networksInWords({ all, list }: Networks): string {
  const served = list.filter((one) => one.served).map(({ network }) => network);
  const others = list.filter((one) => !one.served).map(nameOf);
  if (served.length === 0) {
    return all ? t('Private networks only. This PC is in none now') : t('This PC only: every network is left out');
  }
  const networks = formatList(served);
  if (others.length === 0) return t('Private networks only: {{networks}}', { networks });
  return t('Only {{networks}}. {{names}} are left out', { networks, names: formatList(others), count: others.length });
}

/** "Wi-Fi"; a network without an adapter by itself. */
const nameOf = ({ network, adapters }: Networks['list'][number]): string =>
  adapters.map(({ name }) => name).join(', ') || network;
