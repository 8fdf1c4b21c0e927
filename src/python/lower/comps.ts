import type { SyntaxNode } from '@lezer/common';
import type { Expr } from '../nodes/base.js';
import { Comprehension, type Clause, type ComprehensionKind } from '../nodes/comp.js';
import { Incomplete } from '../nodes/expr.js';
import type { Lowerer } from './lowerer.js';
import { Scope } from './scope.js';

const KINDS: Readonly<Record<string, ComprehensionKind>> = {
  ArrayComprehensionExpression: 'list',
  SetComprehensionExpression: 'set',
  DictionaryComprehensionExpression: 'dict',
};

/** Whether an argument list is one generator expression. */
export function isComprehension(parts: readonly SyntaxNode[]): boolean {
  return parts[1]?.name === 'for' || (parts[1]?.name === 'async' && parts[2]?.name === 'for');
}

/** `parts`: the children between the brackets. */
export function comprehension(l: Lowerer, node: SyntaxNode, parts: readonly SyntaxNode[], scope: Scope): Expr {
  const kind = KINDS[node.name] ?? 'generator';
  const from = node.name === 'ArgList' ? (parts[0]?.from ?? node.from) : node.from;
  const to = node.name === 'ArgList' ? (parts.at(-1)?.to ?? node.to) : node.to;
  const start = parts.findIndex(part => part.name === 'for' || part.name === 'async');
  const inner = new Scope('comprehension', scope, scope.name);
  const clauses: { targets: SyntaxNode[]; iterable: SyntaxNode | undefined; conditions: (SyntaxNode | undefined)[] }[] =
    [];
  for (let i = start; i < parts.length;) {
    const word = parts[i]?.name;
    if (word === 'async') i++;
    else if (word === 'for') {
      const end = parts.findIndex((part, k) => k > i && part.name === 'in');
      if (end < 0) return new Incomplete(from, to, 'the comprehension is not complete');
      clauses.push({ targets: parts.slice(i + 1, end), iterable: parts[end + 1], conditions: [] });
      i = end + 2;
    } else if (word === 'if') {
      clauses.at(-1)?.conditions.push(parts[i + 1]);
      i += 2;
    } else return new Incomplete(from, to, 'the comprehension cannot be read');
  }
  for (const clause of clauses) declareTargets(l, clause.targets, inner);
  const lowered: Clause[] = clauses.map((clause, i) => ({
    target: l.targets(clause.targets, inner),
    // Only the first iterable is evaluated outside.
    iterable: l.expr(clause.iterable, i === 0 ? scope : inner),
    conditions: clause.conditions.map(condition => l.expr(condition, inner)),
  }));
  const isDict = kind === 'dict';
  const element = l.expr(parts[0], inner);
  const value = isDict ? l.expr(parts[2], inner) : null;
  return new Comprehension(from, to, kind, element, value, lowered, () => inner.size);
}

function declareTargets(l: Lowerer, nodes: readonly SyntaxNode[], scope: Scope): void {
  for (const node of nodes) {
    node.cursor().iterate(ref => {
      if (ref.name === 'VariableName') scope.bind(scope.mangle(l.text(ref)));
      return ref.name !== 'MemberExpression';
    });
  }
}
