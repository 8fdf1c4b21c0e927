import type { SyntaxNode } from '@lezer/common';
import { parser } from '../grammar.js';
import type { Expr, Stmt, Target } from '../nodes/base.js';
import { Attribute, Incomplete } from '../nodes/expr.js';
import { Match, type Pattern } from '../nodes/match.js';
import { exprList } from './exprs.js';
import type { Lowerer } from './lowerer.js';
import type { Scope } from './scope.js';
import { kids } from './tree.js';

export function matchStatement(l: Lowerer, node: SyntaxNode, scope: Scope): Stmt {
  const parts = kids(node);
  const body = parts.find(part => part.name === 'MatchBody');
  const clauses = (body === undefined ? [] : kids(body)).filter(part => part.name === 'MatchClause');
  return new Match(
    node.from,
    node.to,
    subject(l, parts, scope),
    clauses.map(clause => {
      const children = kids(clause).slice(1);
      const guard = children.find(child => child.name === 'Guard');
      const patterns = children.filter(child => child.name !== 'Guard' && child.name !== 'Body');
      return {
        pattern: sequenceOrOne(l, patterns, scope),
        guard: guard === undefined ? null : l.expr(kids(guard)[1], scope),
        body: l.body(
          children.find(child => child.name === 'Body'),
          scope,
        ),
      };
    }),
  );
}

/** The grammar knows no tuple without parentheses here (`match a, b:`): such a text is parsed as an expression in its place. */
function subject(l: Lowerer, parts: readonly SyntaxNode[], scope: Scope): Expr {
  const [first, second] = [parts[1], parts[2]];
  const body = parts.find(part => part.name === 'MatchBody');
  if (first === undefined || body === undefined || !second?.type.isError) return l.expr(first, scope);
  const tree = parser.parse(' '.repeat(first.from) + l.source.slice(first.from, body.from));
  const statement = tree.topNode.firstChild;
  if (statement?.name !== 'ExpressionStatement' || statement.nextSibling !== null) {
    return new Incomplete(first.from, body.from, 'the code here cannot be read');
  }
  return exprList(l, kids(statement), scope);
}

function sequenceOrOne(l: Lowerer, nodes: readonly SyntaxNode[], scope: Scope): Pattern {
  if (nodes.some(node => node.name === ',') || nodes[0]?.name === 'StarPattern') return sequence(l, nodes, scope);
  return pattern(l, nodes[0], scope);
}

function capture(l: Lowerer, node: SyntaxNode | undefined, scope: Scope): Target | null {
  const name = node?.name === 'CapturePattern' ? node.firstChild : node;
  if (name === null || name === undefined || l.text(name) === '_') return null;
  return l.target(name, scope);
}

function sequence(l: Lowerer, nodes: readonly SyntaxNode[], scope: Scope): Pattern {
  const items: Pattern[] = [];
  let star = -1;
  for (const node of nodes) {
    // The grammar puts an empty pattern into empty brackets.
    if (['[', ']', '(', ')', ','].includes(node.name) || node.type.isError || node.from === node.to) continue;
    if (node.name === 'StarPattern') {
      star = items.length;
      items.push({ kind: 'capture', target: capture(l, kids(node)[1], scope) });
    } else items.push(pattern(l, node, scope));
  }
  return { kind: 'sequence', items, star };
}

function pattern(l: Lowerer, node: SyntaxNode | undefined, scope: Scope): Pattern {
  if (node === undefined) return { kind: 'broken' };
  const parts = kids(node);
  switch (node.name) {
    case 'CapturePattern':
      return { kind: 'capture', target: capture(l, node, scope) };
    case 'LiteralPattern': {
      const value = parts.at(-1);
      return {
        kind: 'value',
        expr: l.expr(value, scope),
        negative: parts[0]?.name === 'ArithOp',
        identity: value?.name === 'None' || value?.name === 'Boolean',
      };
    }
    case 'AttributePattern':
      return { kind: 'value', expr: attributes(l, parts, scope), negative: false, identity: false };
    case 'OrPattern':
      return {
        kind: 'or',
        options: parts.filter(part => part.name !== 'LogicOp').map(part => pattern(l, part, scope)),
      };
    case 'AsPattern':
      return { kind: 'as', inner: pattern(l, parts[0], scope), target: l.target(parts.at(-1), scope) };
    case 'SequencePattern': {
      const inside = parts.filter(part => !['(', ')', '[', ']'].includes(part.name));
      // Parentheses around one pattern only group it.
      const grouped = parts[0]?.name === '(' && inside.length === 1 && inside[0]?.name !== 'StarPattern';
      return grouped ? pattern(l, inside[0], scope) : sequence(l, inside, scope);
    }
    case 'MappingPattern': {
      const entries: { key: Expr; negative: boolean; pattern: Pattern }[] = [];
      let rest: Target | null = null;
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i];
        if (part?.name === '**') rest = capture(l, parts[++i], scope);
        else if (part !== undefined && parts[i + 1]?.name === ':') {
          const key = pattern(l, part, scope);
          if (key.kind !== 'value') return { kind: 'broken' };
          entries.push({ key: key.expr, negative: key.negative, pattern: pattern(l, parts[i + 2], scope) });
          i += 2;
        }
      }
      return { kind: 'mapping', entries, rest };
    }
    case 'ClassPattern': {
      const list = parts.find(part => part.name === 'PatternArgList');
      const callee = attributes(
        l,
        parts.filter(part => part !== list),
        scope,
      );
      const positional: Pattern[] = [];
      const keywords: { name: string; pattern: Pattern }[] = [];
      for (const arg of list === undefined ? [] : kids(list)) {
        // The grammar puts an empty pattern into empty parentheses.
        if (['(', ')', ','].includes(arg.name) || arg.from === arg.to) continue;
        if (arg.name === 'KeywordPattern') {
          const [name, , value] = arg.getChild('AssignOp') === null ? [kids(arg)[0], null, kids(arg)[1]] : kids(arg);
          if (name !== undefined && name !== null)
            keywords.push({ name: l.text(name), pattern: pattern(l, value ?? undefined, scope) });
        } else positional.push(pattern(l, arg, scope));
      }
      return { kind: 'class', callee, positional, keywords };
    }
    default:
      return { kind: 'broken' };
  }
}

function attributes(l: Lowerer, parts: readonly SyntaxNode[], scope: Scope): Expr {
  let expr: Expr | null = null;
  for (const part of parts) {
    if (part.name === '.') continue;
    expr = expr === null ? l.expr(part, scope) : new Attribute(expr.from, part.to, expr, l.text(part));
  }
  return expr ?? new Incomplete(0, 0, 'the pattern cannot be read');
}
