import type { SyntaxNode, SyntaxNodeRef, Tree } from '@lezer/common';
import { convRowOf } from '../frameworks/index.js';
import type { ConvRow } from '../frameworks/index.js';
import { Args, type ArgNode } from '../python/native.js';
import type { Value } from '../python/klass.js';
import { Unknown } from '../python/value.js';
import { evaluateStatically, type StaticScope } from './staticEval.js';
import { childrenOf, localNames, type LocalNames } from './staticNames.js';
import type { Span } from './types.js';
import type { Units } from './units.js';

/** A convolution call as the text alone shows it. */
export interface StaticCall {
  readonly row: ConvRow;
  readonly span: Span;
  readonly calleeSpan: Span;
  /** False for a half-typed call. */
  readonly complete: boolean;
  /** The arguments, evaluated without running anything; null where some come from a star. */
  arguments(): Args | null;
}

/**
 * Every call in a file whose callee is a convolution by the file's imports and module-level names. Calls through local
 * variables, tables or other objects are for the interpretation to find.
 */
export function* staticCalls(tree: Tree, scope: Omit<StaticScope, 'locals'>): Units<StaticCall[]> {
  const found: StaticCall[] = [];
  const cache = new Map<number, LocalNames>();
  // Most callees are spelled many times and begin with a module-level name: each of these is looked up once.
  const global = new Map<string, Value | undefined>();
  const valueOf = (callee: SyntaxNode, locals: readonly LocalNames[]): Value | undefined => {
    const value = evaluateStatically(callee, { ...scope, locals });
    return value instanceof Unknown ? undefined : value;
  };
  const visit = (ref: SyntaxNodeRef): void => {
    if (ref.name !== 'CallExpression') return;
    const node = ref.node;
    const callee = node.firstChild;
    const head = callee && headOf(callee);
    if (!callee || !head) return;
    const spelling = scope.text.slice(callee.from, callee.to);
    const name = scope.text.slice(head.from, head.to);
    const locals = localsAround(node, scope.text, cache);
    const isLocal = locals.some(names => binds(names, name));
    if (!isLocal && !global.has(spelling)) global.set(spelling, valueOf(callee, []));
    const value = isLocal ? valueOf(callee, locals) : global.get(spelling);
    if (value === undefined) return;
    const full: StaticScope = { ...scope, locals };
    const list = node.getChild('ArgList');
    const row = convRowOf(value, () => (list ? argumentsOf(list, full) : null));
    if (!row) return;
    found.push({
      row,
      span: { from: node.from, to: node.to },
      calleeSpan: { from: callee.from, to: callee.to },
      complete: list !== null && isComplete(list, scope.text),
      arguments: () => (list ? argumentsOf(list, full) : null),
    });
  };
  for (let statement = tree.topNode.firstChild; statement; statement = statement.nextSibling) {
    statement.cursor().iterate(visit);
    yield;
  }
  return found;
}

/** The name that a dotted path begins with; null for every other expression. */
function headOf(node: SyntaxNode): SyntaxNode | null {
  if (node.name === 'VariableName') return node;
  if (node.name !== 'MemberExpression' || node.getChild('PropertyName') === null) return null;
  return node.firstChild && headOf(node.firstChild);
}

function binds(names: LocalNames, name: string): boolean {
  return names.imports.has(name) || names.parameters.has(name) || names.bound.has(name);
}

/** The names of the functions around a node, innermost first. Class bodies are no scope for what is nested in them. */
function localsAround(node: SyntaxNode, text: string, cache: Map<number, LocalNames>): LocalNames[] {
  const around: LocalNames[] = [];
  let inner: SyntaxNode = node;
  for (let parent = node.parent; parent; parent = parent.parent) {
    const isScope = parent.name === 'FunctionDefinition' || parent.name === 'LambdaExpression';
    // Defaults and decorators are evaluated outside of the function.
    if (isScope && (inner.name === 'Body' || parent.name === 'LambdaExpression')) {
      let names = cache.get(parent.from);
      if (!names) cache.set(parent.from, (names = localNames(parent, text)));
      around.push(names);
    }
    inner = parent;
  }
  return around;
}

/** Whether an argument list has its closing parenthesis and no error that does not merely stand for `0.` or `2.**16`. */
function isComplete(list: SyntaxNode, text: string): boolean {
  if (list.lastChild?.name !== ')') return false;
  let complete = true;
  list.cursor().iterate(ref => {
    if (ref.type.isError && !isNumberWithPoint(ref.node, text)) complete = false;
  });
  return complete;
}

function isNumberWithPoint(error: SyntaxNode, text: string): boolean {
  const parent = error.parent;
  return (
    error.from === error.to && parent?.name === 'MemberExpression' && /^\d/.test(text.slice(parent.from, parent.to))
  );
}

function argumentsOf(list: SyntaxNode, scope: StaticScope): Args | null {
  const positional: Value[] = [];
  const nodes: ArgNode[] = [];
  const keywords = new Map<string, Value>();
  const keywordNodes = new Map<string, ArgNode>();
  const children = childrenOf(list).filter(
    child => child.name !== 'Comment' && child.name !== '(' && child.name !== ')',
  );
  for (let index = 0; index < children.length; index++) {
    const child = children[index];
    if (!child || child.name === ',') continue;
    if (child.name === '*' || child.name === '**') return null;
    const next = children[index + 1];
    if (child.name === 'VariableName' && next?.name === 'AssignOp') {
      const value = children[index + 2];
      if (!value) return null;
      const keyword = scope.text.slice(child.from, child.to);
      keywords.set(keyword, evaluateStatically(value, scope));
      keywordNodes.set(keyword, { span: { from: value.from, to: value.to }, keyword, star: '' });
      index += 2;
    } else if (next && next.name !== ',') return null;
    else {
      positional.push(evaluateStatically(child, scope));
      nodes.push({ span: { from: child.from, to: child.to }, keyword: null, star: '' });
    }
  }
  return new Args(positional, keywords, { positional: nodes, keywords: keywordNodes });
}
