import type { SyntaxNode } from '@lezer/common';
import type { Expr, Stmt, Target } from '../nodes/base.js';
import type { Outline } from '../outline.js';
import { Incomplete } from '../nodes/expr.js';
import { BadTarget, AttrTarget, ItemTarget, TupleTarget } from '../nodes/targets.js';
import {
  ClassCell,
  ClassName,
  ClassTarget,
  FreeName,
  GlobalName,
  GlobalTarget,
  LocalName,
  LocalTarget,
} from '../nodes/names.js';
import { decoratedByText } from './defs.js';
import { lowerExpr, subscriptIndex } from './exprs.js';
import type { Scope } from './scope.js';
import { lowerStatement } from './stmts.js';
import { kids, textOf } from './tree.js';

const MAX_DEPTH = 400;

/** Turns Lezer's tree of one file into nodes. */
export class Lowerer {
  private depth = 0;
  /** A yield was lowered within the expression at hand. */
  sawYield = false;

  constructor(
    readonly source: string,
    readonly file: string,
    /** Where the file's tree leaves out the bodies of functions. */
    readonly outline: Outline | null = null,
  ) {}

  text(node: { readonly from: number; readonly to: number }): string {
    return textOf(this.source, node);
  }

  expr(node: SyntaxNode | null | undefined, scope: Scope): Expr {
    if (node === null || node === undefined) return new Incomplete(0, 0, 'an expression is missing');
    if (this.depth > MAX_DEPTH) return new Incomplete(node.from, node.to, 'the expression is nested too deeply');
    this.depth++;
    const outside = this.sawYield;
    this.sawYield = false;
    try {
      const expr = lowerExpr(this, node, scope);
      expr.hasYield ||= this.sawYield;
      return expr;
    } finally {
      this.sawYield ||= outside;
      this.depth--;
    }
  }

  statements(nodes: readonly SyntaxNode[], scope: Scope): Stmt[] {
    const out: Stmt[] = [];
    let decoratorsFrom = -1;
    for (const node of nodes) {
      if (node.name === 'DecoratedStatement' && node.lastChild?.type.isError === true) {
        // `@a[0]` is beyond the grammar: the definition comes as a statement of its own.
        if (decoratorsFrom < 0) decoratorsFrom = node.from;
      } else if (decoratorsFrom >= 0 && ['FunctionDefinition', 'ClassDefinition'].includes(node.name)) {
        const statement = decoratedByText(this, decoratorsFrom, node, scope);
        decoratorsFrom = -1;
        if (statement !== null) out.push(statement);
      } else if (decoratorsFrom >= 0) continue;
      else if (node.name === 'StatementGroup') out.push(...this.statements(kids(node), scope));
      else if (node.name !== ';' && node.name !== ':' && !(node.type.isError && node.from === node.to)) {
        if (this.depth > MAX_DEPTH) continue;
        this.depth++;
        try {
          const statement = lowerStatement(this, node, scope);
          if (statement !== null) out.push(statement);
        } finally {
          this.depth--;
        }
      }
    }
    return out;
  }

  /** The statements of a Body node. */
  body(node: SyntaxNode | null | undefined, scope: Scope): Stmt[] {
    return node === null || node === undefined ? [] : this.statements(kids(node), scope);
  }

  name(node: { readonly from: number; readonly to: number }, text: string, scope: Scope): Expr {
    const name = scope.mangle(text);
    if (name === '__class__' && scope.kind !== 'module') return new ClassCell(node.from, node.to);
    const resolved = scope.resolve(name);
    const make = (found: typeof resolved): Expr => {
      if (found.kind === 'local') return new LocalName(node.from, node.to, name, found.slot);
      if (found.kind === 'free') return new FreeName(node.from, node.to, name, found.depth, found.slot);
      return new GlobalName(node.from, node.to, name);
    };
    if (resolved.kind === 'class') return new ClassName(node.from, node.to, name, make(scope.outside(name)));
    return make(resolved);
  }

  nameTarget(node: { readonly from: number; readonly to: number }, text: string, scope: Scope): Target {
    const name = scope.mangle(text);
    const resolved = scope.resolve(name);
    if (resolved.kind === 'local') return new LocalTarget(node.from, node.to, name, resolved.slot);
    if (resolved.kind === 'free') return new LocalTarget(node.from, node.to, name, resolved.slot, resolved.depth);
    if (resolved.kind === 'class') return new ClassTarget(node.from, node.to, name);
    return new GlobalTarget(node.from, node.to, name);
  }

  target(node: SyntaxNode | undefined, scope: Scope): Target {
    if (node === undefined) return new BadTarget(0, 0);
    switch (node.name) {
      case 'VariableName':
        return this.nameTarget(node, this.text(node), scope);
      case 'print':
        return this.nameTarget(node, 'print', scope);
      case 'ParenthesizedExpression': {
        const inner = kids(node).filter(child => child.name !== '(' && child.name !== ')');
        return this.targets(inner, scope, node);
      }
      case 'TupleExpression':
      case 'ArrayExpression': {
        const inner = kids(node).filter(child => !['(', ')', '[', ']'].includes(child.name));
        return this.tuple(inner, scope, node);
      }
      case 'MemberExpression': {
        const parts = kids(node);
        const object = this.expr(parts[0], scope);
        if (parts[1]?.name === '.') {
          if (parts[2] === undefined || parts[2].type.isError) return new BadTarget(node.from, node.to);
          return new AttrTarget(node.from, node.to, object, scope.mangle(this.text(parts[2])));
        }
        return new ItemTarget(node.from, node.to, object, subscriptIndex(this, node, scope));
      }
      default:
        return new BadTarget(node.from, node.to);
    }
  }

  /** A list of targets as it stands before an `=` or `in`: one target, or a tuple when there is a comma. */
  targets(nodes: readonly SyntaxNode[], scope: Scope, around?: SyntaxNode): Target {
    const commas = nodes.some(node => node.name === ',' || node.name === '*');
    if (!commas && nodes.length === 1) return this.target(nodes[0], scope);
    if (nodes.length === 0) return new BadTarget(around?.from ?? 0, around?.to ?? 0);
    return this.tuple(nodes, scope, around);
  }

  private tuple(nodes: readonly SyntaxNode[], scope: Scope, around?: SyntaxNode): Target {
    const out: Target[] = [];
    let star = -1;
    nodes.forEach((node, i) => {
      if (node.name === ',' || node.name === '*' || node.name === '⚠') return;
      if (nodes[i - 1]?.name === '*') star = out.length;
      out.push(this.target(node, scope));
    });
    return new TupleTarget(around?.from ?? nodes[0]?.from ?? 0, around?.to ?? nodes.at(-1)?.to ?? 0, out, star);
  }
}
