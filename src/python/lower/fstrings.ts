import type { SyntaxNode } from '@lezer/common';
import type { Expr } from '../nodes/base.js';
import { Const, Incomplete } from '../nodes/expr.js';
import { FormatString, type Replacement } from '../nodes/fstring.js';
import { PyBytes } from '../value.js';
import { exprList } from './exprs.js';
import type { Lowerer } from './lowerer.js';
import type { Scope } from './scope.js';
import { literalParts, stringValue, unescape } from './strings.js';
import { kids } from './tree.js';

export function formatString(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const parts = formatParts(l, node, scope);
  if (parts === null) return new Incomplete(node.from, node.to, 'the f-string cannot be read');
  return new FormatString(node.from, node.to, parts);
}

/** Adjacent literals are one string. */
export function joinedString(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const parts: (string | Replacement)[] = [];
  let bytes = '';
  let isBytes = false;
  for (const child of kids(node)) {
    if (child.name === 'FormatString') {
      const inner = formatParts(l, child, scope);
      if (inner === null) return new Incomplete(node.from, node.to, 'the f-string cannot be read');
      parts.push(...inner);
    } else {
      const value = stringValue(l.text(child));
      if (value instanceof PyBytes) {
        isBytes = true;
        bytes += value.value;
      } else parts.push(value);
    }
  }
  if (isBytes) return new Const(node.from, node.to, new PyBytes(bytes));
  if (parts.every(part => typeof part === 'string')) return new Const(node.from, node.to, parts.join(''));
  return new FormatString(node.from, node.to, parts);
}

function formatParts(l: Lowerer, node: SyntaxNode, scope: Scope): (string | Replacement)[] | null {
  const text = l.text(node);
  const { prefix, start, quote } = literalParts(text);
  // Template strings are another type.
  if (prefix.includes('t')) return null;
  const raw = prefix.includes('r');
  const plain = (from: number, to: number): string => {
    const piece = l.source.slice(from, to).replaceAll('{{', '{').replaceAll('}}', '}').replace(/\r\n?/g, '\n');
    return raw ? piece : unescape(piece);
  };
  return pieces(l, node, node.from + start, node.to - quote, plain, scope);
}

function pieces(
  l: Lowerer,
  node: SyntaxNode,
  from: number,
  to: number,
  plain: (from: number, to: number) => string,
  scope: Scope,
): (string | Replacement)[] | null {
  const out: (string | Replacement)[] = [];
  let at = from;
  for (const child of kids(node)) {
    if (child.name !== 'FormatReplacement') continue;
    if (child.from > at) out.push(plain(at, child.from));
    const replacement = replacementOf(l, child, scope);
    if (replacement === null) return null;
    out.push(replacement);
    at = child.to;
  }
  if (to > at) out.push(plain(at, to));
  return out;
}

function replacementOf(l: Lowerer, node: SyntaxNode, scope: Scope): Replacement | null {
  const parts = kids(node);
  if (parts[0]?.name !== '{' || parts.at(-1)?.name !== '}') return null;
  const inside = parts.slice(1, -1);
  const values = inside.filter(part => !['FormatSelfDoc', 'FormatConversion', 'FormatSpec'].includes(part.name));
  const conversion = inside.find(part => part.name === 'FormatConversion');
  const spec = inside.find(part => part.name === 'FormatSpec');
  const selfDoc = inside.find(part => part.name === 'FormatSelfDoc');
  if (values.length === 0 || values.some(value => value.type.isError)) return null;
  const letter = conversion === undefined ? '' : l.text(conversion).slice(1);
  const plain = (from: number, to: number): string => l.source.slice(from, to);
  const specParts = spec === undefined ? [] : pieces(l, spec, spec.from + 1, spec.to, plain, scope);
  if (specParts === null) return null;
  return {
    value: exprList(l, values, scope),
    conversion: letter === 'r' || letter === 's' || letter === 'a' ? letter : '',
    spec: specParts,
    // `{x = }` keeps the spaces around the sign.
    selfDoc: selfDoc === undefined ? null : l.source.slice(node.from + 1, (conversion ?? spec)?.from ?? node.to - 1),
  };
}
