import { NodeType, Tree, TreeBuffer } from '@lezer/common';
import { parser } from '@lezer/python';

/** A part of a text that has a tree of its own: the whole text, its outline, or from this offset on a definition's. */
export type PartNumber = number;
export const WHOLE: PartNumber = -1;
export const OUTLINE: PartNumber = -2;

/** One part, parsed. */
export interface ParsedPart {
  readonly tree: Tree;
  /** The definitions whose bodies an outline leaves out: start and end of each, one after the other. */
  readonly skipped: readonly number[];
}

/** What has been parsed of one text. */
export interface ParsedText {
  get(part: PartNumber): ParsedPart | undefined;
  set(part: PartNumber, its: ParsedPart): void;
}

/** Keeps trees of texts from one run of the program to the next; null of a text that is not worth it. */
export interface ParsedTexts {
  of(source: string): ParsedText | null;
}

let kept: ParsedTexts | null = null;

/** From now on texts that these know are not parsed again. Trees follow from texts alone, so it changes no result. */
export function keepParsedTexts(texts: ParsedTexts | null): void {
  kept = texts;
}

/** What is kept of this text; null where nothing is to be. */
export function parsedText(source: string): ParsedText | null {
  return kept?.of(source) ?? null;
}

/** In place of a node's type: what follows is a buffer of small nodes. */
const BUFFER = -2;
const NO_TYPE = -1;

/**
 * A tree as 32-bit words: type, length, number of children, then each child after its position. Small nodes lie in buffers, which
 * are kept as they are. What Lezer notes for a later, incremental parse is left out.
 * @throws RangeError where it is nested too deeply
 */
export function packTree(tree: Tree): number[] {
  const words: number[] = [];
  pack(tree, words);
  return words;
}

/** Two numbers of 16 bits as the word that lies there. */
const PAIR = new Uint16Array(2);
const WORD = new Int32Array(PAIR.buffer);

function pack(node: Tree | TreeBuffer, words: number[]): void {
  if (node instanceof TreeBuffer) {
    const { buffer, length } = node;
    words.push(BUFFER, length, buffer.length);
    for (let i = 0; i < buffer.length; i += 2) {
      PAIR[0] = buffer[i] ?? 0;
      PAIR[1] = buffer[i + 1] ?? 0;
      words.push(WORD[0] ?? 0);
    }
    return;
  }
  const { type, children, positions, length } = node;
  words.push(type === NodeType.none ? NO_TYPE : type.id, length, children.length);
  for (const [i, child] of children.entries()) {
    words.push(positions[i] ?? 0);
    pack(child, words);
  }
}

/** The tree of such words, which begins at this one. */
export function unpackTree(words: Int32Array, start: number): Tree {
  const tree = new Unpacking(words, start).next();
  if (!(tree instanceof Tree)) throw new RangeError('these words are no tree');
  return tree;
}

class Unpacking {
  constructor(
    private readonly words: Int32Array,
    private at: number,
  ) {}

  next(): Tree | TreeBuffer {
    const [type, length, size] = [this.word(), this.word(), this.word()];
    if (type === BUFFER) {
      const buffer = new Uint16Array(this.words.buffer, this.words.byteOffset + 4 * this.at, size);
      this.at += size / 2;
      return new TreeBuffer(buffer, length, parser.nodeSet);
    }
    const children: (Tree | TreeBuffer)[] = [];
    const positions: number[] = [];
    for (let i = 0; i < size; i++) {
      positions.push(this.word());
      children.push(this.next());
    }
    const node = type === NO_TYPE ? NodeType.none : parser.nodeSet.types[type];
    if (node === undefined) throw new RangeError('these words are no tree');
    return new Tree(node, children, positions, length);
  }

  private word(): number {
    return this.words[this.at++] ?? 0;
  }
}
