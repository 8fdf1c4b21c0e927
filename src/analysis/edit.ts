import { parser } from '../python/grammar.js';
import type { SyntaxNode } from '@lezer/common';
import type { ConvCall } from './types.js';

/** A replacement of [from, to) in the text that it was computed from. Offsets are UTF-16 units. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export interface ParameterChange {
  /** The framework's own parameter name. */
  readonly name: string;
  /** The expression as the code shall have it: 4, (2, 1), 'same'. */
  readonly text: string;
}

export type EditResult =
  { readonly ok: true; readonly edits: readonly TextEdit[] } | { readonly ok: false; readonly reason: string };

/**
 * The edits that give a call new parameter values. A written argument keeps its place and its style, positional or
 * keyword; one that was left out becomes a keyword argument at the end, as the call's commas and lines suggest.
 * Refused, with a reason, for an incomplete call, for one with `*` or `**`, and for a value that is no expression.
 * `text` must be the version of the document that the call was found in.
 */
export function editCall(call: ConvCall, text: string, changes: readonly ParameterChange[]): EditResult {
  if (!call.complete) return no('The call is not complete yet');
  // Its attributes are lists, and its padding is one for both ends of all axes.
  if (call.known.convention === 'onnx') return no('A node of ONNX has to be changed by hand');
  const source = text.slice(call.span.from, call.span.to);
  const list = argumentList(source, call.calleeSpan.to - call.span.from);
  if (!list) return no('The call is not where it was');
  if (list.starred) return no('Some arguments come from * or **, so their values are not written here');
  const edits: TextEdit[] = [];
  const added: string[] = [];
  for (const change of changes) {
    if (!isExpression(change.text)) return no(`${change.name}: “${change.text}” is not an expression`);
    const argument = call.arguments.find(its => its.name === change.name);
    if (!argument) return no(`${call.callee} takes no ${change.name}`);
    if (argument.span) edits.push({ from: argument.span.from, to: argument.span.to, insert: change.text });
    else added.push(`${change.name}=${change.text}`);
  }
  if (added.length > 0) edits.push(addition(source, list, call.span.from, added));
  return { ok: true, edits: edits.sort((a, b) => a.from - b.from) };
}

function no(reason: string): EditResult {
  return { ok: false, reason };
}

interface ArgumentListView {
  /** Offset just before the closing parenthesis. */
  readonly close: number;
  readonly empty: boolean;
  readonly starred: boolean;
  readonly trailingComma: boolean;
  /** End of the last argument. */
  readonly end: number;
}

/** The outermost call's argument list in a text that is one call expression. */
function argumentList(source: string, calleeEnd: number): ArgumentListView | null {
  const tree = parser.parse(`(${source}\n)`);
  let found: SyntaxNode | null = null;
  for (let node: SyntaxNode | null = tree.topNode.firstChild; node && !found; node = descend(node)) {
    if (node.name === 'CallExpression') found = node.getChild('ArgList');
  }
  if (!found || found.from - 1 < calleeEnd || found.to - 1 !== source.length) return null;
  let starred = false;
  let empty = true;
  let trailingComma = false;
  let end = found.from;
  for (let child = found.firstChild; child; child = child.nextSibling) {
    if (child.type.isError) return null;
    if (child.name === '(' || child.name === ')' || child.name === 'Comment') continue;
    trailingComma = child.name === ',';
    if (trailingComma) continue;
    if (child.name === '*' || child.name === '**') starred = true;
    empty = false;
    end = child.to - 1;
  }
  return { close: source.length - 1, empty, starred, trailingComma, end };
}

/** The next node on the way down to the call: statements and parentheses have one child that matters. */
function descend(node: SyntaxNode): SyntaxNode | null {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isError && child.name !== '(' && child.name !== ')' && child.name !== 'Comment') return child;
  }
  return null;
}

function addition(source: string, list: ArgumentListView, base: number, added: readonly string[]): TextEdit {
  if (list.empty) return { from: base + list.close, to: base + list.close, insert: added.join(', ') };
  if (!list.trailingComma)
    return { from: base + list.end, to: base + list.end, insert: added.map(its => `, ${its}`).join('') };
  // After a trailing comma, and after a comment that follows it: on a line of its own where the last argument has one.
  const body = source.slice(0, list.close).trimEnd();
  const newline = /\r?\n/.exec(source.slice(body.length, list.close))?.[0];
  const at = base + body.length;
  if (newline === undefined) return { from: at, to: at, insert: added.map(its => ` ${its},`).join('') };
  const lineStart = source.lastIndexOf('\n', list.end - 1) + 1;
  const indent = /^[ \t]*/.exec(source.slice(lineStart))?.[0] ?? '';
  return { from: at, to: at, insert: added.map(its => `${newline}${indent}${its},`).join('') };
}

/** Whether a text is exactly one Python expression, without errors and without a comment that would eat the rest. */
export function isExpression(text: string): boolean {
  if (text.trim() === '') return false;
  const tree = parser.parse(`f(${text}\n)\n`);
  let good = true;
  tree.iterate({
    enter: node => {
      if (node.type.isError || node.name === 'Comment') good = false;
    },
  });
  const call = tree.topNode.firstChild?.firstChild;
  const list = call?.name === 'CallExpression' ? call.getChild('ArgList') : null;
  if (!good || !list || call?.nextSibling || tree.topNode.firstChild?.nextSibling || list.to !== text.length + 4)
    return false;
  const parts: string[] = [];
  for (let child = list.firstChild; child; child = child.nextSibling) parts.push(child.name);
  return parts.length === 3 && parts[1] !== '*' && parts[1] !== '**';
}
