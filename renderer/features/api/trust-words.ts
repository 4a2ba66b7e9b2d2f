/** How a PC is told to trust the office's certificate, in the reader's language: `trustSteps` of the contract is for the command line. */
import type { TrustSystem } from '../../../contract/access.ts';
import { msg, type Message } from '../../../words/words.ts';

export const trustWords: Readonly<Record<TrustSystem, { readonly system: Message; readonly text: Message }>> = {
  Windows: {
    system: msg('Windows'),
    text: msg(
      'Open office-ca.cer, choose Install Certificate, Local Machine, and the store “Trusted Root Certification Authorities”.',
    ),
  },
  macOS: {
    system: msg('macOS'),
    text: msg('Open office-ca.crt, add it to the keychain System, open it there, and set Trust to Always Trust.'),
  },
  Linux: {
    system: msg('Linux'),
    text: msg(
      'Copy office-ca.crt to /usr/local/share/ca-certificates and run sudo update-ca-certificates; Firefox and Chromium take it in their settings.',
    ),
  },
  'iPhone, iPad': {
    system: msg('iPhone, iPad'),
    text: msg(
      'Open office-ca.cer in Safari, install the profile in Settings, and switch it on under General, About, Certificate Trust Settings.',
    ),
  },
  Android: {
    system: msg('Android'),
    text: msg('In Settings, search for CA certificate, install office-ca.cer, and accept the warning.'),
  },
  Programs: {
    system: msg('Programs'),
    text: msg(
      'Node takes NODE_EXTRA_CA_CERTS, Python SSL_CERT_FILE, curl --cacert, each with the path of office-ca.crt.',
    ),
  },
};
