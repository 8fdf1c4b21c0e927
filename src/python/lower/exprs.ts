import type { SyntaxNode } from '@lezer/common';
import type { BinaryOp, CompareOp } from '../interp.js';
import { Call, type Argument } from '../nodes/call.js';
import type { Expr } from '../nodes/base.js';
import {
  Attribute,
  Await,
  Binary,
  BoolOp,
  Compare,
  Conditional,
  Const,
  DictExpr,
  Incomplete,
  ListExpr,
  Named,
  Not,
  SetExpr,
  SliceExpr,
  Star,
  Subscript,
  TupleExpr,
  Unary,
} from '../nodes/expr.js';
import { Yield, YieldFrom } from '../nodes/yields.js';
import { ELLIPSIS } from '../value.js';
import { comprehension, isComprehension } from './comps.js';
import { lambda } from './defs.js';
import { joinedString, formatString } from './fstrings.js';
import type { Lowerer } from './lowerer.js';
import { numberValue } from './numbers.js';
import type { Scope } from './scope.js';
import { stringValue } from './strings.js';
import { hasError, kids } from './tree.js';

const BRACKETS = new Set(['(', ')', '[', ']', '{', '}']);

export function lowerExpr(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const { from, to } = node;
  switch (node.name) {
    case 'Number':
      return new Const(from, to, numberValue(l.text(node)));
    case 'String':
      return new Const(from, to, stringValue(l.text(node)));
    case 'FormatString':
      return formatString(l, node, scope);
    case 'ContinuedString':
      return joinedString(l, node, scope);
    case 'Boolean':
      return new Const(from, to, l.text(node) === 'True');
    case 'None':
      return new Const(from, to, null);
    case 'Ellipsis':
      return new Const(from, to, ELLIPSIS);
    case 'VariableName':
      return l.name(node, l.text(node), scope);
    case 'print':
      return l.name(node, 'print', scope);
    case 'ParenthesizedExpression': {
      const inner = kids(node).filter(child => !BRACKETS.has(child.name));
      return inner.length === 1 && inner[0] !== undefined
        ? l.expr(inner[0], scope)
        : new Incomplete(from, to, 'the parentheses cannot be read');
    }
    case 'TupleExpression':
      return new TupleExpr(from, to, items(l, kids(node), scope));
    case 'ArrayExpression':
      return new ListExpr(from, to, items(l, kids(node), scope));
    case 'SetExpression':
      return new SetExpr(from, to, items(l, kids(node), scope));
    case 'DictionaryExpression':
      return dictionary(l, node, scope);
    case 'ArrayComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'DictionaryComprehensionExpression':
    case 'ComprehensionExpression':
      return comprehension(
        l,
        node,
        kids(node).filter(child => !BRACKETS.has(child.name)),
        scope,
      );
    case 'MemberExpression':
      return member(l, node, scope);
    case 'CallExpression':
      return call(l, node, scope);
    case 'UnaryExpression': {
      const [op, operand] = kids(node);
      const word = op === undefined ? '' : l.text(op);
      if (word === 'not') return booleans(l, node, scope);
      if (word !== '-' && word !== '+' && word !== '~') return new Incomplete(from, to, 'the operator cannot be read');
      return new Unary(from, to, word, l.expr(operand, scope));
    }
    case 'BinaryExpression':
      return binary(l, node, scope);
    case 'ConditionalExpression': {
      const parts = kids(node);
      if (parts.length < 5 || parts[4]?.type.isError === true) return new Incomplete(from, to, 'the else is missing');
      return new Conditional(from, to, l.expr(parts[2], scope), l.expr(parts[0], scope), l.expr(parts[4], scope));
    }
    case 'LambdaExpression':
      return lambda(l, node, scope);
    case 'NamedExpression': {
      const [name, , value] = kids(node);
      const target = name === undefined ? l.target(undefined, scope) : walrusTarget(l, name, scope);
      return new Named(from, to, target, l.expr(value, scope));
    }
    case 'AwaitExpression':
      return new Await(from, to, l.expr(kids(node)[1], scope));
    case 'YieldExpression':
      return yieldExpr(l, node, scope);
    default:
      return new Incomplete(from, to, 'the code here cannot be read');
  }
}

/** In a comprehension a walrus binds in the function around it. */
function walrusTarget(l: Lowerer, name: SyntaxNode, scope: Scope): ReturnType<Lowerer['target']> {
  if (scope.kind !== 'comprehension') return l.target(name, scope);
  const text = scope.mangle(l.text(name));
  const home = scope.home;
  if (home.kind === 'function') home.bind(text);
  return l.nameTarget(name, text, scope);
}

export function yieldExpr(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  l.sawYield = true;
  const parts = kids(node).filter(child => !child.type.isError);
  if (parts[1]?.name === 'from') return new YieldFrom(node.from, node.to, l.expr(parts[2], scope));
  return new Yield(node.from, node.to, parts.length > 1 ? exprList(l, parts.slice(1), scope) : null);
}

/** Expressions with commas between: one, or a tuple. */
export function exprList(l: Lowerer, nodes: readonly SyntaxNode[], scope: Scope): Expr {
  const first = nodes[0];
  if (first === undefined) return new Incomplete(0, 0, 'an expression is missing');
  if (nodes.length === 1) return l.expr(first, scope);
  const to = nodes.at(-1)?.to ?? first.to;
  if (nodes.some(node => node.type.isError)) return new Incomplete(first.from, to, 'the code here cannot be read');
  const tuple = new TupleExpr(first.from, to, items(l, nodes, scope));
  tuple.hasYield = tuple.items.some(item => item.hasYield);
  return tuple;
}

function items(l: Lowerer, nodes: readonly SyntaxNode[], scope: Scope): Expr[] {
  const out: Expr[] = [];
  nodes.forEach((node, i) => {
    if (node.name === ',' || node.name === '*' || BRACKETS.has(node.name)) return;
    const expr = l.expr(node, scope);
    out.push(nodes[i - 1]?.name === '*' ? new Star(node.from, node.to, expr) : expr);
  });
  return out;
}

function dictionary(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const entries: { key: Expr | null; value: Expr }[] = [];
  const parts = kids(node).filter(child => !BRACKETS.has(child.name));
  for (let i = 0; i < parts.length;) {
    if (parts[i]?.name === ',') i++;
    else if (parts[i]?.name === '**') {
      entries.push({ key: null, value: l.expr(parts[i + 1], scope) });
      i += 2;
    } else if (parts[i + 1]?.name === ':') {
      entries.push({ key: l.expr(parts[i], scope), value: l.expr(parts[i + 2], scope) });
      i += 3;
    } else return new Incomplete(node.from, node.to, 'the dictionary cannot be read');
  }
  return new DictExpr(node.from, node.to, entries);
}

function member(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const parts = kids(node);
  const [object, dot, name] = parts;
  if (dot?.name === '.') {
    if (name === undefined || name.type.isError) {
      // The grammar reads `0.` as a member without a name.
      if (object?.name === 'Number') return new Const(node.from, node.to, numberValue(`${l.text(object)}.`));
      return new Incomplete(node.from, node.to, 'the attribute has no name yet');
    }
    return new Attribute(node.from, node.to, l.expr(object, scope), scope.mangle(l.text(name)));
  }
  return new Subscript(node.from, node.to, l.expr(object, scope), subscriptIndex(l, node, scope));
}

/** What is between the brackets: an expression, a slice, or a tuple of these. */
export function subscriptIndex(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const all = kids(node);
  const open = all.findIndex(child => child.name === '[');
  const inside = all.slice(open + 1).filter(child => child.name !== ']');
  if (all.at(-1)?.name !== ']' || inside.length === 0)
    return new Incomplete(node.from, node.to, 'the index is not complete');
  const groups: SyntaxNode[][] = [[]];
  for (const child of inside) {
    if (child.name === ',') groups.push([]);
    else groups.at(-1)?.push(child);
  }
  const trailing = groups.length > 1 && groups.at(-1)?.length === 0;
  if (trailing) groups.pop();
  const out = groups.map(group => indexItem(l, group, node, scope));
  const only = out[0];
  if (groups.length === 1 && !trailing && only !== undefined && !(only instanceof Star)) return only;
  return new TupleExpr(inside[0]?.from ?? node.from, inside.at(-1)?.to ?? node.to, out);
}

function indexItem(l: Lowerer, group: readonly SyntaxNode[], node: SyntaxNode, scope: Scope): Expr {
  const from = group[0]?.from ?? node.from;
  const to = group.at(-1)?.to ?? node.to;
  const [star, starred] = group;
  if (star !== undefined && starred !== undefined && l.text(star) === '*')
    return new Star(from, to, l.expr(starred, scope));
  if (!group.some(child => child.name === ':')) {
    return group.length === 1 ? l.expr(group[0], scope) : new Incomplete(from, to, 'the index cannot be read');
  }
  const bounds: (Expr | null)[] = [null, null, null];
  let at = 0;
  for (const child of group) {
    if (child.name === ':') at++;
    else if (at < 3) bounds[at] = l.expr(child, scope);
  }
  return new SliceExpr(from, to, bounds[0] ?? null, bounds[1] ?? null, bounds[2] ?? null);
}

/** The arguments between parentheses, and whether they can be read. */
export function callArguments(l: Lowerer, list: SyntaxNode, scope: Scope): { args: Argument[]; incomplete: boolean } {
  const inside = kids(list).filter(
    (child, i, all) => !(child.name === '(' && i === 0) && !(child.name === ')' && i === all.length - 1),
  );
  const incomplete = list.lastChild?.name !== ')' || hasError(list);
  const args: Argument[] = [];
  if (isComprehension(inside)) {
    const value = comprehension(l, list, inside, scope);
    return {
      args: [{ node: { span: { from: value.from, to: value.to }, keyword: null, star: '' }, value }],
      incomplete,
    };
  }
  let i = 0;
  while (i < inside.length) {
    const child = inside[i];
    if (child === undefined) break;
    if (child.name === ',' || child.type.isError) i++;
    else if (child.name === '*' || child.name === '**') {
      const value = l.expr(inside[i + 1], scope);
      args.push({ node: { span: { from: value.from, to: value.to }, keyword: null, star: child.name }, value });
      i += 2;
    } else if (inside[i + 1]?.name === 'AssignOp') {
      const value = l.expr(inside[i + 2], scope);
      args.push({ node: { span: { from: value.from, to: value.to }, keyword: l.text(child), star: '' }, value });
      i += 3;
    } else {
      const value = l.expr(child, scope);
      args.push({ node: { span: { from: child.from, to: child.to }, keyword: null, star: '' }, value });
      i++;
    }
  }
  return { args, incomplete };
}

function call(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const list = node.getChild('ArgList');
  const callee = l.expr(node.firstChild, scope);
  if (list === null) return new Incomplete(node.from, node.to, 'the call cannot be read');
  const { args, incomplete } = callArguments(l, list, scope);
  return new Call(node.from, node.to, callee, args, incomplete);
}

function isBoolean(node: SyntaxNode): boolean {
  if (node.name !== 'BinaryExpression') return false;
  const op = kids(node)[1]?.name;
  return op === 'and' || op === 'or';
}

/**
 * `and`, `or`, `not`. The grammar gives `not a and b` as not (a and b), so the chain is flattened and built again by Python's
 * precedence: not, and, or.
 */
function booleans(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const operands: { expr: SyntaxNode; nots: SyntaxNode[] }[] = [];
  const ops: string[] = [];
  const walk = (start: SyntaxNode, nots: readonly SyntaxNode[]): void => {
    const pending: SyntaxNode[] = [];
    let current: SyntaxNode | undefined = start;
    let outer = [...nots];
    for (;;) {
      if (current === undefined) return;
      if (isBoolean(current)) {
        pending.push(current);
        current = kids(current)[0];
      } else if (current.name === 'UnaryExpression' && current.firstChild?.name === 'not') {
        outer = [...outer, current];
        const inner: SyntaxNode | undefined = kids(current)[1];
        if (inner === undefined) return;
        current = inner;
      } else {
        operands.push({ expr: current, nots: outer });
        break;
      }
    }
    for (let chain = pending.pop(); chain !== undefined; chain = pending.pop()) {
      const [, op, right] = kids(chain);
      ops.push(op?.name ?? '');
      if (right !== undefined) walk(right, []);
    }
  };
  walk(node, []);
  const leaf = (i: number): Expr => {
    const operand = operands[i];
    let expr = l.expr(operand?.expr, scope);
    for (let n = operand?.nots.length ?? 0; n > 0; n--)
      expr = new Not(operand?.nots[n - 1]?.from ?? expr.from, expr.to, expr);
    return expr;
  };
  let ors: Expr | null = null;
  let ands = leaf(0);
  ops.forEach((op, i) => {
    const next = leaf(i + 1);
    if (op === 'and') ands = new BoolOp(ands.from, next.to, false, ands, next);
    else {
      ors = ors === null ? ands : new BoolOp(ors.from, ands.to, true, ors, ands);
      ands = next;
    }
  });
  const left = ors as Expr | null;
  return left === null ? ands : new BoolOp(left.from, ands.to, true, left, ands);
}

const COMPARE = new Set(['<', '<=', '>', '>=', '==', '!=', '<>', 'in', 'not in', 'is', 'is not']);
const ARITHMETIC = new Set(['+', '-', '*', '/', '//', '%', '**', '@', '<<', '>>', '&', '|', '^']);

function operator(l: Lowerer, parts: readonly SyntaxNode[]): string {
  // `not in` and `is not` are two tokens.
  return parts
    .slice(1, -1)
    .map(part => l.text(part))
    .join(' ');
}

/** Chains of operators nest to the left, a thousand deep in generated code: the left spine is walked in a loop. */
function binary(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  if (isBoolean(node)) return booleans(l, node, scope);
  const spine: SyntaxNode[][] = [];
  let left: SyntaxNode | undefined = node;
  while (left?.name === 'BinaryExpression' && !isBoolean(left)) {
    const parts = kids(left);
    if (parts.length < 3) return new Incomplete(node.from, node.to, 'the operator cannot be read');
    spine.push(parts);
    left = parts[0];
  }
  let expr = l.expr(left, scope);
  // The comparison that the next comparison operator continues; parentheses end a chain, since they are a node of their own.
  let chain: Compare | null = null as Compare | null;
  for (const parts of spine.reverse()) {
    const op = operator(l, parts);
    // Code that is being typed leaves operands and errors where an operator is expected.
    if (!COMPARE.has(op) && !ARITHMETIC.has(op)) {
      return new Incomplete(node.from, node.to, 'the operator cannot be read');
    }
    const right = l.expr(parts.at(-1), scope);
    if (COMPARE.has(op)) {
      const one = { op: (op === '<>' ? '!=' : op) as CompareOp, operand: right };
      const before: Compare | null = chain;
      chain = new Compare(expr.from, right.to, before?.first ?? expr, [...(before?.rest ?? []), one]);
      expr = chain;
    } else {
      chain = null;
      const made = new Binary(expr.from, right.to, op as BinaryOp, expr, right);
      made.hasYield = expr.hasYield || right.hasYield;
      expr = made;
    }
  }
  return expr;
}
