import { Fragment, type ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { formatRate } from '../../ui/format.ts';
import { GpuBar } from './GpuBar.tsx';
import { LostBar } from './LostBar.tsx';
import { MachineDetail } from './MachineDetail.tsx';
import { MachineName } from './MachineName.tsx';
import { MachineNotice } from './MachineNotice.tsx';
import { backendWords, cardName, machineWords } from './machine-words.ts';
import { barGeometry, replicasOn } from './map-geometry.ts';
import type { MapPlace } from './map-place.ts';
import { barStop, blockStop, machineStop } from './map-stops.ts';
import { ReplicaDetail } from './ReplicaDetail.tsx';
import { RestingBar } from './RestingBar.tsx';
import { restWords } from './rest-words.ts';
import { shownGpus } from './shown-gpus.ts';
import { UnusableBar } from './UnusableBar.tsx';

interface Props extends MapPlace {
  readonly machine: MachineView;
  readonly state: OfficeState;
  readonly now: number;
  readonly plotLeft: number;
}

/** A machine on the map: a row for each of its devices. */
export function MachineRow({ machine, state, now, plotLeft, ...place }: Props): ReactElement {
  const { tone, words } = machineWords(machine, now);
  const own = machineStop(machine);
  const stop = { name: own, tabbable: place.tabStop === own, onFocus: () => place.onFocus(own) };
  const open = place.opened === own;
  const head = (
    <div className="vname">
      <h2>
        <MachineName machine={machine} now={now} open={open} onOpen={() => place.onOpen(own)} stop={stop} />
      </h2>
      <div className="st">
        <span className={tone === 'bad' || tone === 'warn' ? tone : undefined}>{words}</span>
      </div>
    </div>
  );
  const gpus = shownGpus(machine);
  const below = (
    <>
      {open && <MachineDetail machine={machine} state={state} />}
      <MachineNotice machine={machine} ourVersion={state.office.version} />
    </>
  );
  if (gpus.length === 0) {
    return (
      <li className="vmach">
        <div className="vrow">
          {head}
          <div className="vgpu" />
          <p className="small ink2 first-contact">
            {machine.state === 'joining'
              ? 'First contact: its graphics cards are being looked at.'
              : 'No device reported.'}
          </p>
        </div>
        {below}
      </li>
    );
  }
  return (
    <li className="vmach">
      {gpus.map((gpu, index) => (
        <Fragment key={gpu.id}>
          <div className={`vrow ${index > 0 ? 'vrow-more' : ''}`}>
            {index === 0 ? head : <div className="vname" />}
            <div className="vgpu">
              <b title={gpu.name}>{cardName(gpu)}</b>
              {backendWords(gpu)}
            </div>
            <div className="vplot">
              <Bar machine={machine} gpu={gpu} state={state} {...place} />
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

function Bar(props: BarProps): ReactElement {
  if (props.machine.state === 'lost') return <LostBar {...props} />;
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
        {rate > 0 ? formatRate(rate) : here.length > 0 ? 'idle' : ''}
      </div>
      <div className="vfig">{gpu.temperatureC === null ? '' : `${Math.round(gpu.temperatureC)} °C`}</div>
    </>
  );
}

function Detail({ machine, gpu, state, plotLeft, scale, opened, onMove }: BarProps & { readonly plotLeft: number }) {
  if (machine.state === 'lost' || !opened?.startsWith(`${barStop(machine, gpu)}/`)) return null;
  const { blocks } = barGeometry(gpu, machine.replicas, state.marginBytes, scale, machine.limits[gpu.id]);
  const block = blocks.find(({ replica }) => blockStop(machine, gpu, replica.replicaId) === opened);
  if (!block) return null;
  const notch = plotLeft + block.left + Math.min(block.width / 2, 90) - 5;
  return <ReplicaDetail replica={block.replica} gpu={gpu} notch={notch} onMove={() => onMove(opened)} />;
}
