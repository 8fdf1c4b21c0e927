import { Tree, type PartialParse, type SyntaxNode, type TreeFragment } from '@lezer/common';
import { parser as lezer } from '@lezer/python';
import { type ParsedPart, type ParsedText, type PartNumber } from './parsedTexts.js';
import { withNamesAsTargets } from './withTargets.js';
import { endOfString } from './split.js';

/** A float that ends with its dot, or goes on with an exponent: `1.`, `1.e5`; not the end of a name or of another number. */
const TRAILING_DOT = /(?<![\w.])(\d[\d_]*)\.(?![\d.])/g;

/**
 * The text as the grammar can read it, of the same length: it takes the dot of `1.` for that of an attribute, so that
 * `if x > 0. and y:` would be in pieces, and takes names alone after `with … as`. Only the tree is made of it; every name and literal is read from the text itself.
 */
export function forGrammar(text: string): string {
  const dotted = text.replace(TRAILING_DOT, '$10');
  return text.includes('with') ? withNamesAsTargets(dotted) : dotted;
}

/** A longer text is not read: some seconds would go by, for what no person wrote. */
export const MOST_CHARACTERS = 2_000_000;

/** The tree of a text that is not read: of no length and without any node below its top. */
const NOTHING = lezer.parse('');

/** Why nothing of a text has been read, or null. */
export function whyUnread(text: string, top: SyntaxNode): string | null {
  if (text.length > MOST_CHARACTERS)
    return `the file is longer than ${MOST_CHARACTERS.toLocaleString('en')} characters`;
  return top.to === 0 && text.trim() !== '' ? 'the code is nested too deeply' : null;
}

/** Brackets within each other. CPython reads 200. */
const MOST_BRACKETS = 1000;

/** Lezer reads a text with many open brackets slowly, and builds its tree by calls within calls. */
function isTooDeep(text: string): boolean {
  return mayBeTooDeep(text) && bracketsIn(text) > MOST_BRACKETS;
}

/** Brackets in strings and comments count, too. */
function mayBeTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isOpening(code) && ++depth > MOST_BRACKETS) return true;
    if (isClosing(code) && depth > 0) depth--;
  }
  return false;
}

function bracketsIn(text: string): number {
  let depth = 0;
  let most = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 35) i = text.indexOf('\n', i) < 0 ? text.length : text.indexOf('\n', i);
    else if (code === 34 || code === 39) i = endOfString(text, i, code) - 1;
    else if (isOpening(code)) most = Math.max(most, ++depth);
    else if (isClosing(code) && depth > 0) depth--;
  }
  return most;
}

function isOpening(code: number): boolean {
  return code === 40 || code === 91 || code === 123;
}

function isClosing(code: number): boolean {
  return code === 41 || code === 93 || code === 125;
}

/** Lezer builds its tree by calls within calls, as deep as the code is nested. */
function unlessTooDeep<R>(parse: () => R, otherwise: R): R {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

/** The last text that was asked about: a file is asked about once for each of its functions. */
let asked = { text: '', isReadable: true };

function isReadable(text: string): boolean {
  if (text !== asked.text) asked = { text, isReadable: text.length <= MOST_CHARACTERS && !isTooDeep(text) };
  return asked.isReadable;
}

/** Python's grammar. A text that is too long, or nested too deeply, has an empty tree (see `whyUnread`). */
export const parser = {
  parse: (text: string): Tree =>
    isReadable(text) ? unlessTooDeep(() => lezer.parse(forGrammar(text)), NOTHING) : NOTHING,
  /** `text` and the one that the fragments come from: as `forGrammar` gives them. */
  startParse: (text: string, fragments?: readonly TreeFragment[]): PartialParse =>
    isReadable(text) ? lezer.startParse(text, fragments) : lezer.startParse(''),
  /** As the parse's own `advance`. */
  advance: (parse: PartialParse): Tree | null => unlessTooDeep(() => parse.advance(), NOTHING),
};

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The tree of parts of a text, which is as `forGrammar` gives it. */
export function parseRanges(text: string, ranges: readonly Range[]): Tree {
  return isReadable(text) ? unlessTooDeep(() => lezer.parse(text, [], ranges), NOTHING) : NOTHING;
}

/** Keeps what has been parsed, unless nothing has. */
export function keep(parsed: ParsedText | null, part: PartNumber, its: ParsedPart): void {
  if (its.tree !== NOTHING) parsed?.set(part, its);
}

/** The top node of a tree of parts of a text, of which the first begins at `start`; offsets are the whole text's. */
export function topOf(tree: Tree, start: number, text: string): SyntaxNode {
  // Lezer counts from the first part on.
  const placed = start === 0 ? tree.topNode : new Tree(tree.type, [tree], [start], text.length).topNode.firstChild;
  return placed ?? tree.topNode;
}
