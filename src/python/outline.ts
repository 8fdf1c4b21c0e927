import type { SyntaxNode } from '@lezer/common';
import { forGrammar, keep, parseRanges, topOf, type Range } from './grammar.js';
import { OUTLINE, parsedText, type ParsedText } from './parsedTexts.js';
import { endOfString } from './split.js';

/** A function whose body was left out of a file's tree. */
interface Skipped {
  readonly from: number;
  readonly to: number;
}

/** Shorter bodies are read with the file: leaving them out would cost more. */
const SHORT = 60;

const NEWLINE = 10;
const RETURN = 13;

/** A line of code, with what brackets, strings and backslashes join to it. */
interface LogicalLine {
  /** Of its first character that is no white space. */
  readonly from: number;
  /** The end of its last code. */
  readonly to: number;
  /** Columns of white space before it. */
  readonly indent: number;
}

const DEF = /(?:async[ \t]+)?def\b/y;

/**
 * A file's tree without the bodies of its functions, which are most of it and of which few are ever called: they are read when
 * they are needed. In the tree such a body is one letter of its own, so that the rest is what the whole text would give.
 */
export class Outline {
  readonly top: SyntaxNode;
  /** The source as the grammar reads it; undefined until something is parsed. */
  private text: string | undefined;
  private readonly skipped = new Map<number, Skipped>();
  /** Definitions that were needed once: whoever keeps the outline runs the file again. */
  private readonly read = new Map<number, SyntaxNode | null>();
  private readonly parsed: ParsedText | null;

  constructor(private readonly source: string) {
    this.parsed = parsedText(source);
    const known = this.parsed?.get(OUTLINE);
    let tree = known?.tree;
    if (tree === undefined) {
      tree = parseRanges(this.forGrammar(), this.ranges());
      const skipped = [...this.skipped.values()].flatMap(({ from, to }) => [from, to]);
      keep(this.parsed, OUTLINE, { tree, skipped });
    }
    for (let i = 0; known && i + 1 < known.skipped.length; i += 2) {
      const [from = 0, to = 0] = known.skipped.slice(i, i + 2);
      this.skipped.set(from, { from, to });
    }
    // A text's first part begins at its start.
    this.top = topOf(tree, 0, source);
  }

  private forGrammar(): string {
    return (this.text ??= forGrammar(this.source));
  }

  /** The definition that begins at this offset, with its body; undefined where the file's tree has it whole. */
  whole(from: number): SyntaxNode | undefined {
    const skipped = this.skipped.get(from);
    if (skipped === undefined) return undefined;
    let node = this.read.get(from);
    if (node === undefined) {
      let tree = this.parsed?.get(from)?.tree;
      if (tree === undefined) {
        tree = parseRanges(this.forGrammar(), [skipped]);
        keep(this.parsed, from, { tree, skipped: [] });
      }
      node = topOf(tree, from, this.source).getChild('FunctionDefinition');
      this.read.set(from, node);
    }
    return node ?? undefined;
  }

  /** Where that definition ends. */
  endOf(from: number): number | undefined {
    return this.skipped.get(from)?.to;
  }

  /** What of the text the tree is made of. */
  private ranges(): Range[] {
    const text = this.forGrammar();
    const ranges: Range[] = [];
    let kept = 0;
    const lines = logicalLines(text);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      DEF.lastIndex = line?.from ?? 0;
      if (line === undefined || text.charCodeAt(line.to - 1) !== 58 || !DEF.test(text)) continue;
      let last = i;
      while ((lines[last + 1]?.indent ?? -1) > line.indent) last++;
      const [first, end] = [lines[i + 1], lines[last]];
      if (last === i || first === undefined || end === undefined || end.to - first.from < SHORT) continue;
      const letter = first.from + text.slice(first.from, end.to).search(/[A-Za-z]/);
      if (letter < first.from) continue;
      ranges.push({ from: kept, to: first.from }, { from: letter, to: letter + 1 });
      kept = end.to;
      this.skipped.set(line.from, { from: line.from, to: end.to });
      i = last;
    }
    ranges.push({ from: kept, to: text.length });
    return ranges.filter(range => range.to > range.from);
  }
}

/** The lines of code of a text. Broken code may come out in other pieces than a parser would make of it. */
function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  const { length } = text;
  let [from, to, indent, depth, column] = [-1, 0, 0, 0, 0];
  let atStart = true;
  for (let i = 0; i < length;) {
    const code = text.charCodeAt(i);
    if (code === NEWLINE || code === RETURN) {
      i++;
      if (depth > 0) continue;
      if (from >= 0) lines.push({ from, to, indent });
      from = -1;
      atStart = true;
      column = 0;
    } else if (code === 32 || code === 9 || code === 12) {
      column = code === 32 ? column + 1 : code === 9 ? column + 8 - (column % 8) : 0;
      i++;
    } else if (code === 35) {
      while (i < length && text.charCodeAt(i) !== NEWLINE && text.charCodeAt(i) !== RETURN) i++;
    } else {
      if (atStart && depth === 0) {
        from = i;
        indent = column;
        atStart = false;
      }
      if (code === 92) i += text.charCodeAt(i + 1) === RETURN && text.charCodeAt(i + 2) === NEWLINE ? 3 : 2;
      else if (code === 34 || code === 39) i = endOfString(text, i, code);
      else {
        if (code === 40 || code === 91 || code === 123) depth++;
        else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
        i++;
      }
      to = Math.min(i, length);
    }
  }
  if (from >= 0) lines.push({ from, to, indent });
  return lines;
}

/** Texts that were read, the least recently used first. */
const outlines = new Map<string, Outline>();
let kept = 0;
/** Characters of text of which the trees are kept. */
const MOST_KEPT = 24_000_000;

/** The outline of a text, kept for the next time: files that are imported hardly ever change. */
export function outlineOf(source: string): Outline {
  let outline = outlines.get(source);
  if (outline === undefined) kept += source.length;
  else outlines.delete(source);
  outlines.set(source, (outline ??= new Outline(source)));
  for (const oldest of outlines.keys()) {
    if (kept <= MOST_KEPT || oldest === source) break;
    outlines.delete(oldest);
    kept -= oldest.length;
  }
  return outline;
}
