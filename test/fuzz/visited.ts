import type { SyntaxNode } from '@lezer/common';
import { analyzeText, type FileAnalysis } from '../../src/analysis/index.js';
import { Machine } from '../../src/python/machine.js';
import { parser } from '../../src/python/grammar.js';
import type { Value } from '../../src/python/klass.js';
import { PyFunction } from '../../src/python/function.js';
import type { Args } from '../../src/python/native.js';
import { DEFAULT_BUDGET } from '../../src/analysis/program.js';

/** What the whole file's module level runs, and how far that reaches. */
export interface Whole {
  readonly analysis: FileAnalysis;
  /** The end of the last statement of the module level that a definition or call which the run visited is part of. */
  readonly end: number;
}

/** No class or function is tried on its defaults: what is asked is what the module level runs. */
export const WITHOUT_TRIES = { budget: { ...DEFAULT_BUDGET, assumedSteps: 0 } };

/** Analyses a file and notes every call and function that it enters. */
export function visit(text: string): Whole {
  const places: number[] = [];
  const own = Object.getOwnPropertyDescriptor(Machine.prototype, 'call');
  const { call } = Machine.prototype;
  Object.defineProperty(Machine.prototype, 'call', {
    configurable: true,
    writable: true,
    value: function (this: Machine, callee: Value, args: Args): Value {
      if (this.flight?.file === '') places.push(this.flight.node.from);
      if (callee instanceof PyFunction && callee.code.file === '') places.push(callee.code.from);
      return call.call(this, callee, args);
    },
  });
  let analysis: FileAnalysis;
  try {
    analysis = analyzeText(text, WITHOUT_TRIES);
  } finally {
    if (own) Object.defineProperty(Machine.prototype, 'call', own);
    else Reflect.deleteProperty(Machine.prototype, 'call');
  }
  return { analysis, end: reach(text, places) };
}

/**
 * The end of the last statement that matters: those that a visited place lies in, and definitions whose names occur in these
 * or in any other code of the module level.
 */
function reach(text: string, places: readonly number[]): number {
  const statements: { node: SyntaxNode; name: string | null }[] = [];
  for (let node = parser.parse(text).topNode.firstChild; node; node = node.nextSibling)
    statements.push({ node, name: nameOf(node, text) });
  const matters = new Set(statements.filter(({ node }) => places.some(at => at >= node.from && at < node.to)));
  const plain = statements.filter(one => one.name === null);
  for (let size = -1; size !== matters.size;) {
    size = matters.size;
    const words = new Set(
      [...matters, ...plain].flatMap(({ node }) => text.slice(node.from, node.to).match(/\w+/g) ?? []),
    );
    for (const one of statements) if (one.name !== null && words.has(one.name)) matters.add(one);
  }
  return Math.max(0, ...[...matters].map(({ node }) => node.to));
}

function nameOf(statement: SyntaxNode, text: string): string | null {
  const definition = statement.name === 'DecoratedStatement' ? statement.lastChild : statement;
  if (definition?.name !== 'ClassDefinition' && definition?.name !== 'FunctionDefinition') return null;
  const name = definition.getChild('VariableName');
  return name ? text.slice(name.from, name.to) : null;
}
