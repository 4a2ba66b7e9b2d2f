/** Sends wake-up calls to ADDRESSES, JSON as agents report them, and says "sent". */
import { z } from 'zod';
import { WakeAddress } from '../../../contract/hardware.ts';
import { sendMagicPackets } from '../../../main/wake/send-magic-packets.ts';

await sendMagicPackets(z.array(WakeAddress).parse(JSON.parse(process.argv[2] ?? '')));
process.stdout.write(`${JSON.stringify({ sent: true })}\n`);
