import type { SyntaxNode } from '@lezer/common';
import type { BinaryOp, Interp } from '../python/interp.js';
import { Abort, PyRaise } from '../python/errors.js';
import type { Value } from '../python/klass.js';
import { PyFloat, PyTuple, Unknown } from '../python/value.js';
import { parameterSymbol } from '../frameworks/index.js';
import { childrenOf, type LocalNames } from './staticNames.js';

/** Where a static reading looks names up: the functions around it, innermost first, then the module. */
export interface StaticScope {
  readonly cx: Interp;
  readonly text: string;
  readonly locals: readonly LocalNames[];
  /** The value of a module-level name, or undefined. */
  global(name: string): Value | undefined;
  /**
   * Whether the module binds a name (again) after an offset, or in the statement that is there: what it is worth there,
   * the module's last value does not tell. Absent where nothing comes after.
   */
  readonly boundAfter?: (name: string, offset: number) => boolean;
  /** The value of a dotted path of an import, or undefined. */
  imported(path: string): Value | undefined;
}

const OPERATORS: readonly string[] = ['+', '-', '*', '/', '//', '%', '**'];

/**
 * The value of an expression in code that the interpretation did not reach: literals, names, attributes of modules,
 * arithmetic. A parameter is its default, or a symbol of its own name; a local variable is unknown. Nothing is called.
 */
export function evaluateStatically(node: SyntaxNode | null | undefined, scope: StaticScope, depth = 0): Value {
  if (!node || depth > 100) return unknown('the expression is not understood');
  const text = scope.text.slice(node.from, node.to);
  const inner = (child: SyntaxNode | null | undefined): Value => evaluateStatically(child, scope, depth + 1);
  switch (node.name) {
    case 'Number':
      return numberOf(text);
    case 'String':
      return stringOf(text);
    case 'Boolean':
      return text === 'True';
    case 'None':
      return null;
    case 'VariableName':
      return nameValue(text, node.from, scope, depth);
    case 'ParenthesizedExpression': {
      const parts = childrenOf(node).filter(
        child => child.name !== '(' && child.name !== ')' && child.name !== 'Comment',
      );
      return parts.length === 1 ? inner(parts[0]) : unknown('the expression is not understood');
    }
    case 'TupleExpression':
    case 'ArrayExpression': {
      const parts = childrenOf(node).filter(child => !['(', ')', '[', ']', ',', 'Comment'].includes(child.name));
      if (parts.some(part => part.name === '*')) return unknown('how many elements there are is not known');
      return new PyTuple(parts.map(inner));
    }
    case 'UnaryExpression': {
      const [operator, operand] = childrenOf(node);
      const sign = operator ? scope.text.slice(operator.from, operator.to) : '';
      if (sign !== '-' && sign !== '+') return unknown('the expression is not understood');
      return guarded(() => scope.cx.binary(sign, 0, inner(operand)));
    }
    case 'BinaryExpression': {
      const [left, operator, right] = childrenOf(node);
      const sign = operator ? scope.text.slice(operator.from, operator.to) : '';
      if (!OPERATORS.includes(sign)) return unknown('the expression is not understood');
      return guarded(() => scope.cx.binary(sign as BinaryOp, inner(left), inner(right)));
    }
    case 'MemberExpression':
      return memberValue(node, scope, inner);
    default:
      return unknown(`${shortened(text)} is in code that does not run here`);
  }
}

function memberValue(node: SyntaxNode, scope: StaticScope, inner: (child: SyntaxNode | null) => Value): Value {
  const name = node.getChild('PropertyName');
  const object = inner(node.firstChild);
  const text = shortened(scope.text.slice(node.from, node.to));
  if (!name || object instanceof Unknown)
    return object instanceof Unknown ? object : unknown(`${text} is not understood`);
  const found = guarded(
    () => scope.cx.getAttr(object, scope.text.slice(name.from, name.to)) ?? unknown(`${text} is not known`),
  );
  return found;
}

function nameValue(name: string, at: number, scope: StaticScope, depth: number): Value {
  for (const [index, names] of scope.locals.entries()) {
    const path = names.imports.get(name);
    if (path !== undefined) return scope.imported(path) ?? unknown(`${path} is not known`);
    const fallback = names.parameters.get(name);
    // Who leaves out an argument that is None by default means something that the body works out.
    if (fallback?.name === 'None')
      return unknown(`${name} is None by default, and what the code makes of that is not run`);
    if (fallback) return evaluateStatically(fallback, { ...scope, locals: scope.locals.slice(index + 1) }, depth + 1);
    if (fallback === null)
      return name === 'self' || name === 'cls' ? unknown(`${name} has no value here`) : parameterSymbol(name);
    if (names.bound.has(name)) return unknown(`${name} is assigned in code that does not run here`);
  }
  // Code outside of functions sees a name as it is at that moment; a function sees it when it is called.
  if (scope.locals.length === 0 && scope.boundAfter?.(name, at))
    return unknown(`${name} is assigned in code that does not run here`);
  return scope.global(name) ?? unknown(`the name ${name} is not defined here`);
}

function guarded(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof PyRaise) return unknown('the expression would raise');
    // The run has used up its steps, and this expression was only to be read.
    if (error instanceof Abort) return unknown(error.why.message);
    throw error;
  }
}

function unknown(message: string): Unknown {
  return new Unknown({ code: 'unmodelled', message });
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 37)}…` : line;
}

function numberOf(text: string): Value {
  const plain = text.replaceAll('_', '');
  if (/^\d+$/.test(plain)) {
    const value = Number(plain);
    return Number.isSafeInteger(value) ? value : BigInt(plain);
  }
  if (/^0[xob]/i.test(plain)) return Number(plain);
  const float = Number(plain);
  return Number.isNaN(float) ? unknown('the number is not understood') : new PyFloat(float);
}

/** Plain one-line strings without escapes or prefixes; others do not occur as arguments of layers. */
function stringOf(text: string): Value {
  const match = /^(['"])([^'"\\\n]*)\1$/.exec(text);
  return match ? (match[2] ?? '') : unknown('the text is not read here');
}
