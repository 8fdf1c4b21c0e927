import { parser } from '../grammar.js';
import type { SyntaxNode } from '@lezer/common';
import type { Code } from '../function.js';
import type { Expr, Stmt } from '../nodes/base.js';
import { Star } from '../nodes/expr.js';
import { ClassDef, FunctionDef, Lambda } from '../nodes/defs.js';
import { Signature, type Param } from '../signature.js';
import { PyBytes } from '../value.js';
import { callArguments, lowerExpr } from './exprs.js';
import type { Lowerer } from './lowerer.js';
import { Scope } from './scope.js';
import { stringValue } from './strings.js';
import { kids } from './tree.js';
import { Attribute, Incomplete } from '../nodes/expr.js';
import { Call } from '../nodes/call.js';

interface Parameters {
  readonly params: Param[];
  readonly defaults: (Expr | null)[];
}

/** A ParamList: names, defaults, stars, and the `/` that the grammar gives as nothing between two commas. */
function parameters(l: Lowerer, list: SyntaxNode | null, scope: Scope, outside: Scope): Parameters {
  const params: Param[] = [];
  const defaults: (Expr | null)[] = [];
  if (list === null) return { params, defaults };
  const parts = kids(list).filter(part => part.name !== '(' && part.name !== ')');
  let keywordOnly = false;
  let star: '' | '*' | '**' = '';
  let previousEnd = list.from;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part === undefined) continue;
    if (part.name === ',') {
      if (l.source.slice(previousEnd, part.from).includes('/')) positionalOnly(params);
      if (star === '*') keywordOnly = true;
      star = '';
    } else if (part.name === '*' || part.name === '**') star = part.name;
    else if (part.name === 'VariableName') {
      const name = scope.mangle(l.text(part));
      let defaultNode: SyntaxNode | undefined;
      const typed = parts[i + 1]?.name === 'TypeDef' ? parts[++i] : undefined;
      if (parts[i + 1]?.name === 'AssignOp') {
        defaultNode = parts[i + 2];
        i += 2;
      }
      const kind = star === '*' ? 'varargs' : star === '**' ? 'kwargs' : keywordOnly ? 'keyword' : 'normal';
      if (star === '*') keywordOnly = true;
      star = '';
      params.push({
        name,
        kind,
        defaultText: defaultNode === undefined ? null : l.text(defaultNode),
        defaultValue: undefined,
        ...(typed === undefined ? {} : { annotation: l.text(typed).replace(/^:\s*/, '') }),
      });
      defaults.push(defaultNode === undefined ? null : l.expr(defaultNode, outside));
      scope.bind(name);
    }
    previousEnd = parts[i]?.to ?? part.to;
  }
  if (l.source.slice(previousEnd, list.to).includes('/')) positionalOnly(params);
  return { params, defaults };
}

function positionalOnly(params: Param[]): void {
  params.forEach((param, i) => {
    if (param.kind === 'normal') params[i] = { ...param, kind: 'positional' };
  });
}

function docString(l: Lowerer, body: SyntaxNode | null): string | null {
  const first = body === null ? undefined : kids(body).find(child => child.name !== ':');
  const string = first?.name === 'ExpressionStatement' ? first.firstChild : null;
  if (string?.name !== 'String') return null;
  const value = stringValue(l.text(string));
  return value instanceof PyBytes ? null : value;
}

/** What a function consists of: statements, or a lambda's expression. */
interface CodeBody {
  readonly statements: readonly SyntaxNode[];
  readonly expression: SyntaxNode | null;
  readonly doc: string | null;
}

function codeOf(
  l: Lowerer,
  node: SyntaxNode,
  name: string,
  scope: Scope,
  params: readonly Param[],
  read: () => CodeBody,
  isAsync: boolean,
  to = node.to,
): Code {
  let statements: readonly Stmt[] | null = null;
  let expression: Expr | null = null;
  let known: CodeBody | null = null;
  /** The names of a body are declared when it is first looked at: nothing outside depends on them. */
  const body = (): CodeBody => {
    if (known !== null) return known;
    known = read();
    scope.declare(l.source, known.expression === null ? known.statements : [known.expression]);
    return known;
  };
  return {
    name,
    file: l.file,
    from: node.from,
    to,
    get isGenerator() {
      body();
      return scope.hasYield;
    },
    isAsync,
    signature: new Signature(params, name),
    paramSlots: params.map(param => scope.slots.get(param.name) ?? 0),
    size: () => {
      body();
      return scope.size;
    },
    names: () => {
      body();
      return scope.slots;
    },
    get doc() {
      return body().doc;
    },
    body: () => (statements ??= body().expression === null ? l.statements(body().statements, scope) : []),
    expression: () => (body().expression === null ? null : (expression ??= l.expr(body().expression, scope))),
    undecidedAt: [],
  };
}

export function lambda(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const inner = new Scope('function', scope, '<lambda>');
  const { params, defaults } = parameters(l, node.getChild('ParamList'), inner, scope);
  const expression = node.lastChild;
  if (expression === null || expression.name === ':' || expression.type.isError) {
    return new Incomplete(node.from, node.to, 'the lambda is not complete');
  }
  const code = codeOf(l, node, '<lambda>', inner, params, () => ({ statements: [], expression, doc: null }), false);
  return new Lambda(node.from, node.to, code, defaults);
}

export function functionDef(l: Lowerer, node: SyntaxNode, scope: Scope, decorators: readonly Expr[]): Stmt | null {
  const nameNode = node.getChild('VariableName');
  if (nameNode === null) return null;
  const name = l.text(nameNode);
  const inner = new Scope('function', scope, name);
  const { params, defaults } = parameters(l, node.getChild('ParamList'), inner, scope);
  const read = (): CodeBody => {
    const body = (l.outline?.whole(node.from) ?? node).getChild('Body');
    return { statements: body === null ? [] : kids(body), expression: null, doc: docString(l, body) };
  };
  const to = l.outline?.endOf(node.from) ?? node.to;
  const code = codeOf(l, node, name, inner, params, read, node.firstChild?.name === 'async', to);
  const target = l.nameTarget(nameNode, name, scope);
  return new FunctionDef(node.from, to, target, code, defaults, decorators, scope.qualname + name);
}

export function classDef(l: Lowerer, node: SyntaxNode, scope: Scope, decorators: readonly Expr[]): Stmt | null {
  const nameNode = node.getChild('VariableName');
  if (nameNode === null) return null;
  const name = l.text(nameNode);
  const list = node.getChild('ArgList');
  const { args } = list === null ? { args: [] } : callArguments(l, list, scope);
  const inner = new Scope('class', scope, name);
  const body = node.getChild('Body');
  const nodes = body === null ? [] : kids(body);
  inner.declare(l.source, nodes);
  let statements: Stmt[] | null = null;
  return new ClassDef(
    node.from,
    node.to,
    l.nameTarget(nameNode, name, scope),
    name,
    scope.qualname + name,
    args
      .filter(arg => arg.node.keyword === null && arg.node.star !== '**')
      .map(arg => (arg.node.star === '*' ? new Star(arg.value.from, arg.value.to, arg.value) : arg.value)),
    args.filter(arg => arg.node.keyword !== null).map(arg => ({ name: arg.node.keyword, value: arg.value })),
    () => (statements ??= l.statements(nodes, inner)),
    docString(l, body),
    decorators,
  );
}

export function decorated(l: Lowerer, node: SyntaxNode, scope: Scope): Stmt | null {
  const children = kids(node);
  const decorators = children.filter(child => child.name === 'Decorator').map(child => decorator(l, child, scope));
  const inner = children.find(child => child.name === 'FunctionDefinition' || child.name === 'ClassDefinition');
  if (inner === undefined) return null;
  return inner.name === 'FunctionDefinition'
    ? functionDef(l, inner, scope, decorators)
    : classDef(l, inner, scope, decorators);
}

/** A definition whose decorators the grammar could not read: each line after an `@` is parsed as an expression. */
export function decoratedByText(l: Lowerer, from: number, definition: SyntaxNode, scope: Scope): Stmt | null {
  const decorators: Expr[] = [];
  const lines = l.source.slice(from, definition.from);
  for (const match of lines.matchAll(/^[ \t]*@(.*)$/gm)) {
    const at = from + match.index + match[0].length - (match[1] ?? '').length;
    // The text keeps its place, so that spans are the document's.
    const tree = parser.parse(' '.repeat(at) + (match[1] ?? ''));
    const node = tree.topNode.getChild('ExpressionStatement')?.firstChild;
    decorators.push(
      node === null || node === undefined
        ? new Incomplete(at, at, 'the decorator cannot be read')
        : l.expr(node, scope),
    );
  }
  return definition.name === 'FunctionDefinition'
    ? functionDef(l, definition, scope, decorators)
    : classDef(l, definition, scope, decorators);
}

function decorator(l: Lowerer, node: SyntaxNode, scope: Scope): Expr {
  const parts = kids(node).slice(1);
  let expr: Expr | null = null;
  for (const part of parts) {
    if (part.name === '.') continue;
    if (part.name === 'ArgList' && expr !== null) {
      const { args, incomplete } = callArguments(l, part, scope);
      expr = new Call(expr.from, part.to, expr, args, incomplete);
    } else if (expr === null) expr = lowerExpr(l, part, scope);
    else if (part.name === 'PropertyName' || part.name === 'VariableName') {
      expr = new Attribute(expr.from, part.to, expr, scope.mangle(l.text(part)));
    } else return new Incomplete(node.from, node.to, 'the decorator cannot be read');
  }
  return expr ?? new Incomplete(node.from, node.to, 'the decorator is missing');
}
