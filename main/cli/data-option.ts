import { Option } from 'commander';
import { defaultDataDir } from '../base/data-dir.ts';
import { typedPath } from '../base/typed-path.ts';

export const dataOption = (): Option =>
  new Option('--data <dir>', 'the office’s data folder')
    .default(defaultDataDir(), defaultDataDir())
    .argParser((typed) => typedPath(typed));

export const jsonOption = (): Option => new Option('--json', 'print one JSON object');

export interface DataOptions {
  readonly data: string;
  readonly json?: boolean;
}
