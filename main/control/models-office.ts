/** The port to the office's model files: what the window and the command line can do with them. */
import type { CatalogueModel, DownloadRequest, DownloadView, Imported } from '../../contract/library.ts';

/** Each throws a ProblemError when it cannot be done; contract/library.ts says what each means. */
export interface ModelsOffice {
  catalogue(): CatalogueModel[];
  downloads(): DownloadView[];
  download(request: DownloadRequest): DownloadView;
  pauseDownload(downloadId: string): Promise<void>;
  resumeDownload(downloadId: string): void;
  cancelDownload(downloadId: string): Promise<void>;
  /** Ends a copy to a machine; what has come is kept there. */
  cancelCopy(copyId: string): void;
  /** @param path of a .gguf file or a folder, on the coordinator's own PC */
  import(path: string): Promise<Imported>;
  /** Begins the removal: what runs of it drains first. */
  remove(model: string): Promise<void>;
}
