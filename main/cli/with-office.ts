import type { Command } from 'commander';
import { needOffice, type RunningOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain } from './output.ts';

/** A command with the options that every one has which asks the running office. */
export const officeCommand = (parent: Command, usage: string, description: string): Command =>
  parent.command(usage).description(description).addOption(dataOption()).addOption(jsonOption());

/** Does `work` with the office that runs from the data folder; a problem is explained and the exit code becomes 1. */
export const withOffice = (
  { data, json = false }: DataOptions,
  work: (office: RunningOffice, json: boolean) => Promise<void>,
): Promise<void> => orExplain(json, async () => work(await needOffice(data), json));
