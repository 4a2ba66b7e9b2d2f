import type { Conversation, Message } from '../../../../contract/control-api.ts';
import { branchTo } from '../../../../contract/conversation-branch.ts';
import { t } from '../../../../words/words.ts';
import { formatRate } from '../../../ui/text/format.ts';

interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** What the window shows of a conversation, to be read: the branch that is open, who said what, and where it was answered. */
export const markdownExport = (conversation: Conversation): ExportedFile => ({
  name: `${fileName(conversation.title)}.md`,
  type: 'text/markdown;charset=utf-8',
  text: [
    `# ${conversation.title}`,
    ...branchTo(conversation.messages, conversation.headId).flatMap((message) => [
      headOf(message),
      message.files.map(({ name }) => t('Attached: {{name}}', { name })).join('\n'),
      message.content,
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n'),
});

/** All of it, for programs: every branch, as the office keeps it. */
export const jsonExport = (conversation: Conversation): ExportedFile => ({
  name: `${fileName(conversation.title)}.json`,
  type: 'application/json',
  text: `${JSON.stringify({ format: 'aivailable-chat/1', ...conversation }, null, 2)}\n`,
});

function headOf({ role, model, machine, tokensPerSecond, state }: Message): string {
  if (role === 'user') return `**${t('You')}**`;
  const facts = [
    machine && t('on {{machine}}', { machine }),
    tokensPerSecond && t('{{rate}} tokens/s', { rate: formatRate(tokensPerSecond) }),
    state !== 'done' && t('not finished'),
  ];
  return [`**${model ?? t('The model')}**`, ...facts.filter(Boolean)].join(' · ');
}

/** A title as every system takes it for a file. */
const fileName = (title: string): string =>
  title
    .replaceAll(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 80)
    .replaceAll(/^[\s.]+|[\s.]+$/g, '') || t('Chat');
