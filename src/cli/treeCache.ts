import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packTree, unpackTree, type ParsedPart, type ParsedText, type ParsedTexts } from '../analysis/index.js';
import { hashOf, shrink, writeWhole } from './keptFiles.js';

/** A shorter text is parsed sooner than its file is read. */
const LEAST_CHARACTERS = 1500;
const MOST_BYTES = 96_000_000;
const MOST_BYTES_PER_TEXT = 4_000_000;
/** Bytes of the checksum at the start of a file. */
const CHECKSUM = 40;

/**
 * The trees of texts, kept on disk from one run to the next: a file for each text, named by the hash of what it holds, so that it
 * can never belong to another one. Whatever is wrong with such a file, it is as if there were none. Several processes may use the
 * folder at the same time: each writes whole files.
 */
export class TreeCache implements ParsedTexts {
  private readonly texts = new Map<string, CachedText>();

  /**
   * @param folder where the files are
   * @param build tells versions of the program apart: one does not read what another wrote
   */
  constructor(
    private readonly folder: string,
    private readonly build: string,
  ) {}

  of(source: string): ParsedText | null {
    if (source.length < LEAST_CHARACTERS) return null;
    let text = this.texts.get(source);
    if (text === undefined) {
      const file = path.join(this.folder, hashOf(`${this.build}\n${source}`));
      this.texts.set(source, (text = new CachedText(file)));
    }
    return text;
  }

  /** Writes what is new. Never throws. */
  flush(): void {
    let isNew = false;
    try {
      for (const text of this.texts.values()) if (text.write()) isNew = true;
      if (isNew) shrink(this.folder, MOST_BYTES);
    } catch {
      // A folder that cannot be written to, or a full disk: the next run parses the texts again.
    }
  }
}

/** One text's parts. */
class CachedText implements ParsedText {
  private readonly known: Int32Array;
  /** Where in the words a part begins: its number, the words that follow, the offsets that it skips, its tree. */
  private readonly starts = new Map<number, number>();
  private readonly added = new Map<number, ParsedPart>();
  private isNew = false;

  constructor(private readonly file: string) {
    this.known = read(file);
    for (let at = 0; at + 1 < this.known.length; at += 2 + (this.known[at + 1] ?? 0))
      this.starts.set(this.known[at] ?? 0, at + 2);
  }

  get(part: number): ParsedPart | undefined {
    const start = this.starts.get(part);
    if (start === undefined) return this.added.get(part);
    const tree = start + 1 + (this.known[start] ?? 0);
    return { tree: unpackTree(this.known, tree), skipped: [...this.known.subarray(start + 1, tree)] };
  }

  set(part: number, its: ParsedPart): void {
    this.added.set(part, its);
    this.isNew = true;
  }

  /** Whether there was anything to write. @throws Error where the disk does not let it */
  write(): boolean {
    if (!this.isNew) return false;
    this.isNew = false;
    const words: number[] = [];
    for (const [part, { tree, skipped }] of this.added) {
      const packed = packedOrNull(tree);
      if (packed === null) continue;
      words.push(part, 1 + skipped.length + packed.length, skipped.length);
      for (const offset of skipped) words.push(offset);
      for (const word of packed) words.push(word);
    }
    const all = new Int32Array(this.known.length + words.length);
    all.set(this.known);
    all.set(words, this.known.length);
    if (words.length === 0 || all.byteLength > MOST_BYTES_PER_TEXT) return false;
    const bytes = new Uint8Array(all.buffer);
    writeWhole(this.file, Buffer.concat([Buffer.from(hashOf(bytes), 'latin1'), bytes]));
    return true;
  }
}

/** A tree is packed by calls within calls, as deep as the code is nested. */
function packedOrNull(tree: ParsedPart['tree']): number[] | null {
  try {
    return packTree(tree);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The words of a file; none where it is missing or damaged. */
function read(file: string): Int32Array {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(CHECKSUM);
    if (content.length % 4 !== 0 || bytes.toString('latin1', 0, CHECKSUM) !== hashOf(content)) return new Int32Array();
    // Words begin at a multiple of four bytes, a file's bytes anywhere.
    const own = content.byteOffset % 4 === 0 ? content : Uint8Array.from(content);
    return new Int32Array(own.buffer, own.byteOffset, own.length / 4);
  } catch {
    return new Int32Array();
  }
}
