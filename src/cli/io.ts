import type { FileState, SummaryCache } from './summaryCache.js';

/** What the command line asks of the machine it runs on. */
export interface Io {
  /** Results: standard output; bytes for the formats that are no text. */
  out(data: string | Uint8Array): void;
  /** Everything else: standard error. */
  err(text: string): void;
  /** The bytes of a file. @throws an error with a `code` like ENOENT */
  readFile(path: string): Uint8Array;
  /** Whether there is a file of this name. */
  exists(path: string): boolean;
  /** The names in a folder; null where there is none, or it may not be read. */
  list(path: string): readonly string[] | null;
  /** A file's size and when it was changed last; null where there is no such file. */
  stat?(path: string): FileState | null;
  /** What is known of files' texts from earlier runs. */
  readonly summaries?: SummaryCache | null;
  /** The folder that relative names start from, absolute. */
  readonly cwd: string;
}

export const EXIT_OK = 0;
/** An impossible spec. */
export const EXIT_IMPOSSIBLE = 1;
/** Bad usage, or an unreadable FILE. */
export const EXIT_USAGE = 2;

/** Bad usage or an unreadable file: the message for standard error. */
export class UsageError extends Error {}

/** Writes many small pieces as few large ones, so that a matrix of millions of entries never is one string. */
export class Chunks {
  private pieces: string[] = [];
  private size = 0;

  constructor(
    private readonly io: Io,
    private readonly limit = 1 << 16,
  ) {}

  write(piece: string): void {
    this.pieces.push(piece);
    this.size += piece.length;
    if (this.size >= this.limit) this.flush();
  }

  flush(): void {
    if (this.size > 0) this.io.out(this.pieces.join(''));
    this.pieces = [];
    this.size = 0;
  }

  /** The values, separated. */
  list(values: ArrayLike<number>, separator = ','): void {
    for (let i = 0; i < values.length; i++) this.write(i === 0 ? `${values[i]}` : `${separator}${values[i]}`);
  }
}
