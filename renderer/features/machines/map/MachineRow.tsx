import { Fragment, type ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatRate } from '../../../ui/text/format.ts';
import { replicasOn } from '../bars/bar-facts.ts';
import { barGeometry } from '../bars/bar-geometry.ts';
import { GpuBar } from '../bars/GpuBar.tsx';
import { LostBar } from '../bars/LostBar.tsx';
import { RestingBar } from '../bars/RestingBar.tsx';
import { UnusableBar } from '../bars/UnusableBar.tsx';
import { MachineDetail } from '../detail/MachineDetail.tsx';
import { MachineNotice } from '../detail/MachineNotice.tsx';
import { ReplicaDetail } from '../detail/ReplicaDetail.tsx';
import { RateCurve } from '../history/RateCurve.tsx';
import { LoadFigure } from '../LoadFigure.tsx';
import { backendWords, cardName, machineWords, noDeviceWords } from '../machine-words.ts';
import { MachineName } from '../MachineName.tsx';
import { restWords } from '../rest-words.ts';
import type { MapPlace } from './map-place.ts';
import { barStop, blockStop, machineStop } from './map-stops.ts';

interface Props extends MapPlace {
  readonly machine: MachineView;
  /** Those of its devices that stand here. */
  readonly gpus: readonly Gpu[];
  /** Its name opens elsewhere what can be done with it. */
  readonly again: boolean;
  readonly state: OfficeState;
  readonly now: number;
  readonly plotLeft: number;
}

/** A machine on the map: a row for each of its devices. */
export function MachineRow({ machine, gpus, again, state, now, plotLeft, ...place }: Props): ReactElement {
  const { tone, words } = machineWords(machine, now);
  const own = machineStop(machine);
  const stop = { name: own, tabbable: place.tabStop === own, onFocus: () => place.onFocus(own) };
  const open = place.opened === own && !again;
  const head = (
    <div className="vname">
      <h2>
        {again ? (
          <span className="mname">{machine.name}</span>
        ) : (
          <MachineName machine={machine} now={now} open={open} onOpen={() => place.onOpen(own)} stop={stop} />
        )}
      </h2>
      <div className="st">
        <span className={tone === 'bad' || tone === 'warn' ? tone : undefined}>{words}</span>
      </div>
    </div>
  );
  const below = (
    <>
      {open && <MachineDetail machine={machine} state={state} />}
      {!again && <MachineNotice machine={machine} ourVersion={state.office.version} />}
    </>
  );
  if (gpus.length === 0) {
    return (
      <li className="vmach">
        <div className="vrow">
          {head}
          <div className="vgpu" />
          <p className="small ink2 first-contact">{noDeviceWords(machine)}</p>
        </div>
        {below}
      </li>
    );
  }
  return (
    <li className="vmach" style={{ '--rows': gpus.length }}>
      {gpus.map((gpu, index) => (
        <Fragment key={gpu.id}>
          <div className={`vrow ${index > 0 ? 'vrow-more' : ''}`}>
            {index === 0 ? head : <div className="vname" />}
            <div className="vgpu">
              <b title={gpu.name}>{cardName(gpu)}</b>
              {backendWords(gpu)}
            </div>
            <div className="vplot">
              <Bar machine={machine} gpu={gpu} state={state} first={index === 0 && !again} {...place} />
            </div>
            <Figures machine={machine} gpu={gpu} />
          </div>
          <Detail machine={machine} gpu={gpu} state={state} plotLeft={plotLeft} {...place} />
        </Fragment>
      ))}
      {below}
    </li>
  );
}

interface BarProps extends MapPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly state: OfficeState;
}

function Bar({ first, ...props }: BarProps & { readonly first: boolean }): ReactElement {
  if (props.machine.state === 'lost') return <LostBar {...props} first={first} />;
  if (!props.gpu.usable) return <UnusableBar {...props} />;
  // A machine that goes to rest shows its models until they are gone.
  const resting = restWords(props.machine) !== null && replicasOn(props.gpu, props.machine.replicas).length === 0;
  if (resting) return <RestingBar {...props} />;
  return <GpuBar {...props} />;
}

function Figures({ machine, gpu }: { readonly machine: MachineView; readonly gpu: Gpu }): ReactElement {
  if (machine.state === 'lost' || !gpu.usable) {
    return (
      <>
        <div className="vfig idle" />
        <div className="vfig idle" />
      </>
    );
  }
  const here = replicasOn(gpu, machine.replicas);
  const rate = here.reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0);
  return (
    <>
      <div className={`vfig ${rate > 0 ? '' : 'idle'}`}>
        {rate > 0 ? formatRate(rate) : here.length > 0 ? t('idle', { context: 'card' }) : ''}
        <RateCurve machineId={machine.id} gpuId={gpu.id} />
      </div>
      <div className="vfig">
        {gpu.temperatureC === null ? '' : `${Math.round(gpu.temperatureC)} °C`}
        <LoadFigure gpu={gpu} />
      </div>
    </>
  );
}

function Detail({ machine, gpu, state, plotLeft, scale, opened, onMove }: BarProps & { readonly plotLeft: number }) {
  if (machine.state === 'lost' || !opened?.startsWith(`${barStop(machine, gpu)}/`)) return null;
  const { blocks } = barGeometry(gpu, machine.replicas, state.marginBytes, scale, machine.limits[gpu.id]);
  const block = blocks.find(({ replica }) => blockStop(machine, gpu, replica.replicaId) === opened);
  if (!block) return null;
  const notch = plotLeft + block.left + Math.min(block.width / 2, 90) - 5;
  return (
    <ReplicaDetail
      key={block.replica.replicaId}
      machine={machine}
      replica={block.replica}
      gpu={gpu}
      models={state.models}
      notch={notch}
      onMove={() => onMove(opened)}
    />
  );
}
