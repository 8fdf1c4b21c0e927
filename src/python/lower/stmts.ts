import type { SyntaxNode } from '@lezer/common';
import { BREAK, CONTINUE } from '../frame.js';
import type { BinaryOp } from '../interp.js';
import type { Expr, Stmt, Target } from '../nodes/base.js';
import { Incomplete } from '../nodes/expr.js';
import { Import, ImportFrom, ImportStar } from '../nodes/imports.js';
import { For, While } from '../nodes/loops.js';
import {
  Annotate,
  Assert,
  Assign,
  AugAssign,
  Delete,
  ExprStmt,
  If,
  Jump,
  Nothing,
  Raise,
  Return,
} from '../nodes/stmt.js';
import { Try, type Handler } from '../nodes/tries.js';
import { parser } from '../grammar.js';
import { With } from '../nodes/with.js';
import { writtenTarget } from '../withTargets.js';
import { classDef, decorated, functionDef } from './defs.js';
import { exprList, yieldExpr } from './exprs.js';
import type { Lowerer } from './lowerer.js';
import { matchStatement } from './match.js';
import type { Scope } from './scope.js';
import { kids } from './tree.js';

/** A statement, or null for what is none. */
export function lowerStatement(l: Lowerer, node: SyntaxNode, scope: Scope): Stmt | null {
  const statement = lower(l, node, scope);
  // Few statements have the word at all; only these are searched for it as code.
  if (statement !== null && l.text(node).includes('yield')) markYield(statement, node);
  return statement;
}

/** The G variant of a statement runs when a yield is somewhere below it (and not in a function within). */
function markYield(statement: Stmt, node: SyntaxNode): void {
  if (node.name === 'FunctionDefinition' || node.name === 'ClassDefinition' || node.name === 'DecoratedStatement')
    return;
  statement.hasYield = containsYield(node);
}

function containsYield(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate(ref => {
    if (found || ['FunctionDefinition', 'ClassDefinition', 'LambdaExpression'].includes(ref.name)) return false;
    if (ref.name === 'YieldExpression' || ref.name === 'YieldStatement') found = true;
    return undefined;
  });
  return found;
}

function lower(l: Lowerer, node: SyntaxNode, scope: Scope): Stmt | null {
  const { from, to } = node;
  const parts = kids(node);
  switch (node.name) {
    case 'ExpressionStatement':
      return new ExprStmt(from, to, exprList(l, parts, scope));
    case 'YieldStatement':
      return new ExprStmt(from, to, yieldExpr(l, node, scope));
    case 'AssignStatement':
      return assign(l, node, parts, scope);
    case 'UpdateStatement': {
      const at = parts.findIndex(part => part.name === 'UpdateOp');
      const op = parts[at];
      if (op === undefined) return new Nothing(from, to);
      return new AugAssign(
        from,
        to,
        l.target(parts[0], scope),
        l.expr(parts[0], scope),
        l.text(op).slice(0, -1) as BinaryOp,
        exprList(l, parts.slice(at + 1), scope),
      );
    }
    case 'IfStatement':
      return ifStatement(l, node, parts, scope);
    case 'WhileStatement':
      return new While(
        from,
        to,
        l.expr(parts[1], scope),
        bodyAfter(l, parts, 'while', scope),
        bodyAfter(l, parts, 'else', scope),
      );
    case 'ForStatement':
      return forStatement(l, node, parts, scope);
    case 'FunctionDefinition':
      return functionDef(l, node, scope, []);
    case 'ClassDefinition':
      return classDef(l, node, scope, []);
    case 'DecoratedStatement':
      return decorated(l, node, scope);
    case 'ReturnStatement':
      return new Return(from, to, parts.length > 1 ? exprList(l, parts.slice(1), scope) : null);
    case 'RaiseStatement': {
      const cause = parts.findIndex(part => part.name === 'from');
      const exception = parts.slice(1, cause < 0 ? undefined : cause);
      return new Raise(
        from,
        to,
        exception.length === 0 ? null : exprList(l, exception, scope),
        cause < 0 ? null : l.expr(parts[cause + 1], scope),
      );
    }
    case 'AssertStatement':
      return new Assert(from, to, l.expr(parts[1], scope), parts[3] === undefined ? null : l.expr(parts[3], scope));
    case 'DeleteStatement':
      return new Delete(
        from,
        to,
        parts
          .slice(1)
          .filter(part => part.name !== ',')
          .map(part => l.target(part, scope)),
      );
    case 'BreakStatement':
      return new Jump(from, to, BREAK);
    case 'ContinueStatement':
      return new Jump(from, to, CONTINUE);
    case 'ImportStatement':
      return importStatement(l, node, parts, scope);
    case 'TryStatement':
      return tryStatement(l, node, parts, scope);
    case 'WithStatement':
      return withStatement(l, node, parts, scope);
    case 'MatchStatement':
      return matchStatement(l, node, scope);
    case 'TypeDefinition':
      return parts[1] === undefined
        ? null
        : new Assign(from, to, [l.target(parts[1], scope)], new Incomplete(from, to, 'a type alias has no value here'));
    case 'PassStatement':
    case 'ScopeStatement':
      return new Nothing(from, to);
    case 'PrintStatement':
      // `print = 3` and a bare `print` come as Python 2's statement.
      return null;
    default:
      return null;
  }
}

function assign(l: Lowerer, node: SyntaxNode, parts: readonly SyntaxNode[], scope: Scope): Stmt {
  const groups: SyntaxNode[][] = [[]];
  for (const part of parts) {
    if (part.name === 'AssignOp') groups.push([]);
    else if (part.name !== 'TypeDef') groups.at(-1)?.push(part);
  }
  const annotation = parts.find(part => part.name === 'TypeDef');
  const name = parts[0];
  const annotated = scope.kind === 'class' && annotation !== undefined && name?.name === 'VariableName';
  const note = (inner: Stmt | null): Stmt =>
    annotated && name !== undefined
      ? new Annotate(node.from, node.to, scope.mangle(l.text(name)), l.text(annotation).replace(/^:\s*/, ''), inner)
      : (inner ?? new Nothing(node.from, node.to));
  const value = groups.pop() ?? [];
  // A bare annotation binds nothing.
  if (groups.length === 0) return note(null);
  const targets = groups.map(group => l.targets(group, scope));
  const expr: Expr =
    value.length === 0 ? new Incomplete(node.to, node.to, 'the value is missing') : exprList(l, value, scope);
  return note(new Assign(node.from, node.to, targets, expr));
}

/** The Body that follows the keyword and its expression. */
function bodyAfter(l: Lowerer, parts: readonly SyntaxNode[], word: string, scope: Scope): Stmt[] {
  const at = parts.findIndex(part => part.name === word);
  if (at < 0) return [];
  return l.body(
    parts.slice(at).find(part => part.name === 'Body'),
    scope,
  );
}

function ifStatement(l: Lowerer, node: SyntaxNode, parts: readonly SyntaxNode[], scope: Scope): Stmt {
  const arms: { test: SyntaxNode | undefined; body: Stmt[]; from: number }[] = [];
  let otherwise: Stmt[] = [];
  let word: SyntaxNode | undefined;
  let test: SyntaxNode | undefined;
  for (const part of parts) {
    if (part.name === 'if' || part.name === 'elif' || part.name === 'else') {
      word = part;
      test = undefined;
    } else if (part.name === 'Body') {
      if (word?.name === 'else') otherwise = l.body(part, scope);
      else arms.push({ test, body: l.body(part, scope), from: word?.from ?? node.from });
    } else if (!part.type.isError) test = part;
  }
  let result = otherwise;
  const hasYield = containsYield(node);
  for (const arm of arms.reverse()) {
    const statement = new If(arm.from, node.to, l.expr(arm.test, scope), arm.body, result);
    statement.hasYield = hasYield;
    result = [statement];
  }
  return result[0] ?? new Nothing(node.from, node.to);
}

function forStatement(l: Lowerer, node: SyntaxNode, parts: readonly SyntaxNode[], scope: Scope): Stmt {
  const start = parts.findIndex(part => part.name === 'for');
  const end = parts.findIndex(part => part.name === 'in');
  const body = parts.findIndex(part => part.name === 'Body');
  if (end < 0 || body < 0) return new Nothing(node.from, node.to);
  return new For(
    node.from,
    node.to,
    l.targets(parts.slice(start + 1, end), scope, node),
    exprList(l, parts.slice(end + 1, body), scope),
    l.body(parts[body], scope),
    bodyAfter(l, parts, 'else', scope),
  );
}

function tryStatement(l: Lowerer, node: SyntaxNode, parts: readonly SyntaxNode[], scope: Scope): Stmt {
  const handlers: Handler[] = [];
  parts.forEach((part, i) => {
    if (part.name !== 'except') return;
    const end = parts.findIndex((other, k) => k > i && other.name === 'Body');
    if (end < 0) return;
    const head = parts.slice(i + 1, end).filter(one => one.name !== '*' && !one.type.isError);
    const as = head.findIndex(one => one.name === 'as');
    const types = as < 0 ? head : head.slice(0, as);
    const name = as < 0 ? undefined : head[as + 1];
    let target: Target | null = null;
    if (name !== undefined) target = l.target(name, scope);
    handlers.push({
      type: types.length === 0 ? null : exprList(l, types, scope),
      target,
      body: l.body(parts[end], scope),
    });
  });
  return new Try(
    node.from,
    node.to,
    bodyAfter(l, parts, 'try', scope),
    handlers,
    bodyAfter(l, parts, 'else', scope),
    bodyAfter(l, parts, 'finally', scope),
  );
}

/** Also `with (a as b, c as d):`, whose parentheses the grammar takes for errors. */
function withStatement(l: Lowerer, node: SyntaxNode, parts: readonly SyntaxNode[], scope: Scope): Stmt {
  const bodyAt = parts.findIndex(part => part.name === 'Body');
  const items: { context: Expr; target: Target | null }[] = [];
  const head = parts.slice(parts.findIndex(part => part.name === 'with') + 1, bodyAt < 0 ? undefined : bodyAt);
  let group: SyntaxNode[] = [];
  const flush = (): void => {
    const as = group.findIndex(part => part.name === 'as');
    const context = as < 0 ? group[0] : group[as - 1];
    if (context !== undefined) {
      const broken = context.name === 'ParenthesizedExpression' && context.lastChild?.name !== ')';
      const inner = broken
        ? (kids(context).find(child => child.name !== '(' && !child.type.isError) ?? context)
        : context;
      items.push({ context: l.expr(inner, scope), target: as < 0 ? null : l.target(written(l, group[as + 1]), scope) });
    }
    group = [];
  };
  for (const part of head) {
    if (part.name === ',') flush();
    else if (!part.type.isError) group.push(part);
  }
  flush();
  return new With(node.from, node.to, items, l.body(parts[bodyAt], scope));
}

/** The target after `as`, which the tree has as a name. */
function written(l: Lowerer, node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node === undefined ? undefined : (writtenTarget(l.source, node, parseText) ?? node);
}

function parseText(text: string): SyntaxNode {
  return parser.parse(text).topNode;
}

function importStatement(l: Lowerer, node: SyntaxNode, parts: readonly SyntaxNode[], scope: Scope): Stmt {
  const { from, to } = node;
  const at = parts.findIndex(part => part.name === 'import');
  const dotted = (start: number): { name: string; end: number } => {
    let name = '';
    let i = start;
    for (; i < parts.length; i++) {
      const part = parts[i];
      if (part?.name === 'VariableName' || part?.name === '.') name += l.text(part);
      else break;
    }
    return { name, end: i };
  };
  if (parts[0]?.name !== 'from') {
    const names: { module: string; asName: boolean; target: Target }[] = [];
    let i = at + 1;
    while (i < parts.length) {
      const first = parts[i];
      if (first?.name !== 'VariableName') {
        i++;
        continue;
      }
      const { name, end } = dotted(i);
      if (parts[end]?.name === 'as' && parts[end + 1] !== undefined) {
        names.push({ module: name, asName: true, target: l.target(parts[end + 1], scope) });
        i = end + 2;
      } else {
        names.push({ module: name, asName: false, target: l.target(first, scope) });
        i = end;
      }
    }
    return new Import(from, to, names);
  }
  const { name: full } = dotted(1);
  if (at < 0) return new Nothing(from, to);
  const level = /^\.*/.exec(full)?.[0].length ?? 0;
  // `...` is one Ellipsis token.
  const extra = parts.slice(1, at).filter(part => part.name === 'Ellipsis').length * 3;
  const module =
    extra > 0
      ? parts
          .slice(1, at)
          .filter(part => part.name !== 'Ellipsis')
          .map(part => l.text(part))
          .join('')
          .replace(/^\.+/, '')
      : full.slice(level);
  if (parts.slice(at + 1).some(part => part.name === '*')) return new ImportStar(from, to, level + extra, module);
  const names: { name: string; target: Target }[] = [];
  for (let i = at + 1; i < parts.length; i++) {
    const part = parts[i];
    if (part?.name !== 'VariableName') continue;
    if (parts[i + 1]?.name === 'as' && parts[i + 2] !== undefined) {
      names.push({ name: l.text(part), target: l.target(parts[i + 2], scope) });
      i += 2;
    } else names.push({ name: l.text(part), target: l.target(part, scope) });
  }
  return new ImportFrom(from, to, level + extra, module, names);
}
