/** The folder of downloads: one record for each, and its part files beside. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../common/make-folder.ts';
import { writeWhole } from '../../common/write-whole.ts';
import { asFullDisk } from '../../common/disk-space.ts';
import { DownloadRecord } from './download-record.ts';

export class DownloadFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** All that were kept, oldest first. A record that cannot be read is none: its bytes are worth nothing without it. */
  records(): DownloadRecord[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => DownloadRecord.safeParse(readJson(path.join(this.folder, name))))
      .flatMap(({ data }) => (data ? [data] : []))
      .toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  }

  /** @throws ProblemError disk_full */
  keep(record: DownloadRecord): void {
    makeFolder(this.folder);
    try {
      writeWhole(this.recordFile(record.id), JSON.stringify(record));
    } catch (error) {
      throw asFullDisk(error, this.folder, 'loaded');
    }
  }

  recordFile = (id: string): string => path.join(this.folder, `${id}.json`);

  /** @param index of the file, from 0 */
  part = (id: string, index: number): string => path.join(this.folder, `${id}-${index + 1}.part`);

  /** Where the parts of a split model are joined. */
  whole = (id: string): string => path.join(this.folder, `${id}.whole`);

  partBytes = (id: string, index: number): number =>
    statSync(this.part(id, index), { throwIfNoEntry: false })?.size ?? 0;

  async removeParts({ id, files }: DownloadRecord): Promise<void> {
    const all = [this.whole(id), ...files.map((_file, index) => this.part(id, index))];
    await Promise.all(all.map((file) => rm(file, { force: true })));
  }

  async remove(record: DownloadRecord): Promise<void> {
    await rm(this.recordFile(record.id), { force: true });
    await this.removeParts(record);
  }

  /** Deletes what no record speaks of: a run that was cut off left it. */
  async sweep(): Promise<void> {
    if (!existsSync(this.folder)) return;
    const ids = this.records().map(({ id }) => id);
    const strays = readdirSync(this.folder).filter((name) => !ids.some((id) => name.startsWith(id)));
    await Promise.all(strays.map((name) => rm(path.join(this.folder, name), { force: true, recursive: true })));
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
