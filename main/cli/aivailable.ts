/** The command line: `aivailable COMMAND`. Each command is a file beside this one. */
import { Command } from 'commander';
import { version } from '../../common/version.ts';
import { addAdminPasswordCommand } from './admin-password.ts';
import { addAgentCommand } from './agent.ts';
import { addAttachCommands } from './attach.ts';
import { addBackupCommands } from './backup.ts';
import { addCourtesyCommand } from './courtesy.ts';
import { addDiagnosticsCommand } from './diagnostics.ts';
import { addCaCommand } from './ca.ts';
import { addDoctorCommand } from './doctor.ts';
import { addEstimateCommand } from './estimate.ts';
import { addEventsCommand } from './events.ts';
import { addHttpsCommand } from './https.ts';
import { addKeyCommands } from './key.ts';
import { addInternetCommand } from './internet.ts';
import { addMachineCommands } from './machine.ts';
import { addMarginCommand } from './margin.ts';
import { addModelCommands } from './model.ts';
import { addNetworksCommand } from './networks.ts';
import { addOpenCommand } from './open.ts';
import { addPeopleCommands } from './people.ts';
import { addPlanCommand } from './plan.ts';
import { addServingCommands } from './serving.ts';
import { addStartCommand } from './start.ts';
import { addStatusCommand } from './status.ts';
import { addStopCommand } from './stop.ts';

const program = new Command('aivailable')
  .description('Turns the old graphics cards of an office into one AI service.')
  .version(version)
  .showHelpAfterError('(aivailable --help shows what there is)');

for (const add of [
  addStartCommand,
  addStopCommand,
  addOpenCommand,
  addServingCommands,
  addStatusCommand,
  addEventsCommand,
  addKeyCommands,
  addPeopleCommands,
  addAdminPasswordCommand,
  addModelCommands,
  addEstimateCommand,
  addPlanCommand,
  addHttpsCommand,
  addNetworksCommand,
  addCaCommand,
  addDoctorCommand,
  addDiagnosticsCommand,
  addMachineCommands,
  addMarginCommand,
  addInternetCommand,
  addCourtesyCommand,
  addAttachCommands,
  addBackupCommands,
  addAgentCommand,
]) {
  add(program);
}

// Who reads may have read enough: `… | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await program.parseAsync();
