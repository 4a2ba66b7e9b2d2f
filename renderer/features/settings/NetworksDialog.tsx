import { useState, type ReactElement, type ReactNode } from 'react';
import { adapterInWords, type AccessView, type NetworkView } from '../../../contract/access.ts';
import { t } from '../../../words/words.ts';
import { addressWords } from '../../ui/text/address-words.ts';
import { FormDialog } from '../../ui/dialog/FormDialog.tsx';

interface Props {
  readonly networks: AccessView['networks'];
  readonly busy: boolean;
  /** Why the last choice was refused. */
  readonly failure: ReactNode;
  /** @param only null: every private network */
  readonly onSet: (only: string[] | null) => void;
  readonly onClose: () => void;
}

/** Asks from which networks the office may be used. */
export function NetworksDialog({ networks: { all, list }, busy, failure, onSet, onClose }: Props): ReactElement {
  const [every, setEvery] = useState(all);
  const [only, setOnly] = useState(() => list.filter(({ served }) => served).map(({ network }) => network));
  const tick = (network: string, on: boolean): void =>
    setOnly(on ? [...only, network] : only.filter((one) => one !== network));
  return (
    <FormDialog
      title={t('Networks that may use the office')}
      action={t('Set')}
      ready={!busy}
      onSubmit={() => onSet(every ? null : only)}
      onClose={onClose}
    >
      <label className="row">
        <input
          type="checkbox"
          className="checkbox"
          checked={every}
          onChange={(event) => setEvery(event.target.checked)}
        />
        {t('Every private network, those that come later too')}
      </label>
      <fieldset className="field networks">
        <legend className="lab">{t('Networks of this office’s PC')}</legend>
        {list.map((one) => (
          <Choice
            key={one.network}
            {...one}
            ticked={every || only.includes(one.network)}
            // Who unticks where they are would see nothing any more, and could not take it back.
            fixed={every || (one.yours && only.includes(one.network))}
            onTick={(on) => tick(one.network, on)}
          />
        ))}
        {list.length === 0 && <span className="hint">{t('It is in no private network now.')}</span>}
      </fieldset>
      <p className="small ink3">
        {t(
          'It counts at once: who comes from another network is turned away, and what is open there is closed. This PC itself is always answered, and machines of the office stay connected.',
        )}
      </p>
      {failure}
    </FormDialog>
  );
}

interface ChoiceProps extends NetworkView {
  readonly ticked: boolean;
  readonly fixed: boolean;
  readonly onTick: (on: boolean) => void;
}

function Choice({ network, adapters, yours, ticked, fixed, onTick }: ChoiceProps): ReactElement {
  const says = addressWords();
  const where = adapters.map((adapter) => {
    const name = adapterInWords(adapter, says);
    return adapter.address === null ? t('{{name}}, not connected now', { name }) : `${name} ${adapter.address}`;
  });
  return (
    <label className="row">
      <input
        type="checkbox"
        className="checkbox"
        checked={ticked}
        disabled={fixed}
        onChange={(event) => onTick(event.target.checked)}
      />
      <span className="num">{network}</span>
      <span className="small ink2">
        {[
          ...(where.length > 0 ? where : [t('behind a router, or not connected now')]),
          ...(yours ? [t('you are here')] : []),
        ].join(' · ')}
      </span>
    </label>
  );
}
