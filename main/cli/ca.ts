/** `aivailable ca`: the certificate that other PCs must trust for HTTPS, and how each system is told. */
import { X509Certificate } from 'node:crypto';
import type { Command } from 'commander';
import { inPairs, trustSteps } from '../../contract/access.ts';
import { refuse } from '../../contract/problem.ts';
import { caCertificatePath, readOfficeCa } from '../certificates/office-ca.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { columns, orExplain, print, printJson } from './output.ts';

export function addCaCommand(program: Command): void {
  program
    .command('ca')
    .description('the office’s own certificate for HTTPS, which other PCs must trust')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const ca = await readOfficeCa(data);
        if (!ca) return refuse('not_found', 'There is none yet; it is made when the office starts for the first time.');
        const { subject, validTo } = new X509Certificate(ca.certificate);
        const path = caCertificatePath(data);
        if (json)
          return printJson({ path, fingerprint: ca.fingerprint, name: subject.replace(/^CN=/, ''), until: validTo });
        print(`${subject.replace(/^CN=/, '')}, until ${new Date(validTo).toISOString().slice(0, 10)}`);
        print(`  File    ${path}`);
        print(`  SHA256  ${inPairs(ca.fingerprint)}`);
        print('On other PCs: load /ca.crt or /ca.cer from the office’s address, compare the fingerprint, then:');
        columns(trustSteps.map(({ system, text }) => [`  ${system}`, text])).forEach(print);
      }),
    );
}
