import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parser } from '@lezer/python';

/** A real file of which broken ones are made. */
export interface Original {
  readonly name: string;
  readonly text: string;
}

/** A broken file. */
export interface Broken {
  readonly text: string;
  readonly from: Original;
  /** Where the original was cut; null where tokens were changed. */
  readonly cut: number | null;
}

/** As somebody types it: the places of cuts are so many bytes apart. */
export const CUT_EVERY = 97;

/** The scripts of test/truth/models. */
export function ownScripts(): Original[] {
  const folder = 'test/truth/models';
  return ['torch', 'keras'].flatMap(library => originals(path.join(folder, library), library));
}

/** The Python files below a folder in which there is a convolution, in the order of their names. */
export function originals(folder: string, name = path.basename(folder)): Original[] {
  const found: Original[] = [];
  const names = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of names) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...originals(file, `${name}/${entry.name}`));
    else if (entry.name.endsWith('.py')) {
      const text = readFileSync(file, 'utf8');
      if (/conv/i.test(text)) found.push({ name: `${name}/${entry.name}`, text });
    }
  }
  return found;
}

/** The offsets of a text's every 97th byte in UTF-8. */
export function cutsOf(text: string): number[] {
  const cuts: number[] = [];
  let bytes = 0;
  let next = CUT_EVERY;
  let at = 0;
  for (const character of text) {
    if (bytes >= next) {
      cuts.push(at);
      next += CUT_EVERY;
    }
    bytes += Buffer.byteLength(character);
    at += character.length;
  }
  return cuts;
}

interface Token {
  readonly from: number;
  readonly to: number;
}

const tokens = new WeakMap<Original, readonly Token[]>();

function tokensOf(original: Original): readonly Token[] {
  let found = tokens.get(original);
  if (found === undefined) {
    const list: Token[] = [];
    parser.parse(original.text).iterate({
      enter: ({ node }) => {
        if (node.firstChild === null && node.to > node.from) list.push({ from: node.from, to: node.to });
      },
    });
    tokens.set(original, (found = list));
  }
  return found;
}

/** The file with one token dropped, doubled, or swapped with the next one. */
export function garbled(original: Original, random: (below: number) => number): Broken {
  const { text } = original;
  const list = tokensOf(original);
  const at = random(Math.max(1, list.length - 1));
  const [one, next] = [list[at], list[at + 1]];
  if (!one || !next) return { text, from: original, cut: null };
  const [a, between, b] = [text.slice(one.from, one.to), text.slice(one.to, next.from), text.slice(next.from, next.to)];
  const replaced = [between + b, `${a} ${a}${between}${b}`, `${b}${between || ' '}${a}`][random(3)] ?? '';
  return { text: text.slice(0, one.from) + replaced + text.slice(next.to), from: original, cut: null };
}

/** One file after another, the second one cut. */
export function followed(original: Original, by: Original, cut: number): Broken {
  return { text: `${original.text}\n${by.text.slice(0, cut)}`, from: original, cut: original.text.length + 1 + cut };
}

/** The file up to an offset. */
export function cutAt(original: Original, cut: number): Broken {
  return { text: original.text.slice(0, cut), from: original, cut };
}
