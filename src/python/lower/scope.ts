import { parser } from '../grammar.js';
import { writtenTarget } from '../withTargets.js';
import type { SyntaxNode } from '@lezer/common';
import { kids, textOf } from './tree.js';

export type ScopeKind = 'module' | 'function' | 'comprehension' | 'class';

/** Where a name lives, as seen from a scope. */
export type Resolved =
  | { readonly kind: 'local'; readonly slot: number }
  | { readonly kind: 'free'; readonly depth: number; readonly slot: number }
  | { readonly kind: 'global' }
  | { readonly kind: 'class' };

/** The names of one function, comprehension, class body or module. Resolved once, when the code is lowered. */
export class Scope {
  readonly slots = new Map<string, number>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  hasYield = false;

  constructor(
    readonly kind: ScopeKind,
    readonly parent: Scope | null,
    /** The function's or class's name. */
    readonly name: string,
  ) {}

  get size(): number {
    return this.slots.size;
  }

  bind(name: string): void {
    if (this.kind === 'module' || this.kind === 'class') return;
    if (this.globals.has(name) || this.nonlocals.has(name) || this.slots.has(name)) return;
    this.slots.set(name, this.slots.size);
  }

  resolve(name: string): Resolved {
    if (this.kind === 'module' || this.globals.has(name)) return { kind: 'global' };
    if (this.kind === 'class' && !this.nonlocals.has(name)) return { kind: 'class' };
    const slot = this.slots.get(name);
    if (slot !== undefined) return { kind: 'local', slot };
    return this.outside(name);
  }

  /** The name as seen from here when it is none of this scope's own. */
  outside(name: string): Resolved {
    let depth = 0;
    for (let scope = this.parent; scope !== null && scope.kind !== 'module'; scope = scope.parent) {
      if (scope.kind === 'class') continue;
      depth++;
      if (scope.globals.has(name)) return { kind: 'global' };
      const slot = scope.slots.get(name);
      if (slot !== undefined) return { kind: 'free', depth, slot };
    }
    return { kind: 'global' };
  }

  /** The function that a walrus in a comprehension binds in. */
  get home(): Scope {
    let scope: Scope = this;
    while (scope.kind === 'comprehension' && scope.parent !== null) scope = scope.parent;
    return scope;
  }

  get qualname(): string {
    const parts: string[] = [];
    for (let scope: Scope | null = this; scope !== null && scope.kind !== 'module'; scope = scope.parent) {
      if (scope.kind === 'comprehension') continue;
      parts.unshift(scope.kind === 'function' ? `${scope.name}.<locals>` : scope.name);
    }
    return parts.length === 0 ? '' : `${parts.join('.')}.`;
  }

  /** `__x` within a class C is `_C__x`. */
  mangle(name: string): string {
    if (!name.startsWith('__') || name.endsWith('__')) return name;
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      if (scope.kind !== 'class') continue;
      const stem = scope.name.replace(/^_+/, '');
      return stem === '' ? name : `_${stem}${name}`;
    }
    return name;
  }

  /** Declares every name that the statements bind in this scope (nested functions and classes are their own). */
  declare(source: string, nodes: readonly SyntaxNode[]): void {
    const found: string[] = [];
    for (const node of nodes) {
      node.cursor().iterate(ref => {
        switch (ref.name) {
          case 'FunctionDefinition':
          case 'ClassDefinition': {
            const name = ref.node.getChild('VariableName');
            if (name !== null) found.push(textOf(source, name));
            return false;
          }
          case 'LambdaExpression':
            return false;
          case 'ScopeStatement': {
            const [word, ...names] = kids(ref.node);
            const into = word?.name === 'global' ? this.globals : this.nonlocals;
            for (const name of names) if (name.name === 'VariableName') into.add(this.mangle(textOf(source, name)));
            return false;
          }
          case 'YieldExpression':
          case 'YieldStatement':
            this.hasYield = true;
            return undefined;
          default:
            // Every node of a body is met here, and few bind: only these are looked at.
            if (BINDING.has(ref.name)) {
              for (const name of boundHere(ref.node)) {
                const written = ref.name === 'WithStatement' ? writtenTarget(source, name, parseText) : undefined;
                if (written === undefined) found.push(textOf(source, name));
                else for (const inner of targets([written])) found.push(textOf(source, inner));
              }
            }
            return undefined;
        }
      });
    }
    for (const name of found) this.bind(this.mangle(name));
  }
}

const BINDING: ReadonlySet<string> = new Set([
  'AssignStatement',
  'UpdateStatement',
  'NamedExpression',
  'TypeDefinition',
  'DeleteStatement',
  'ForStatement',
  'WithStatement',
  'TryStatement',
  'AsPattern',
  'CapturePattern',
  'ImportStatement',
]);

/** The VariableName nodes that this one node binds, where its kind is one of BINDING. */
function boundHere(node: SyntaxNode): SyntaxNode[] {
  const children = kids(node);
  switch (node.name) {
    case 'AssignStatement': {
      const last = children.map(child => child.name).lastIndexOf('AssignOp');
      return targets(last < 0 ? children.slice(0, 1) : children.slice(0, last));
    }
    case 'UpdateStatement':
    case 'NamedExpression':
    case 'TypeDefinition':
      return targets(children.filter(child => child.name !== 'type').slice(0, 1));
    case 'DeleteStatement':
      return targets(children);
    case 'ForStatement': {
      const end = children.findIndex(child => child.name === 'in');
      return targets(children.slice(0, end < 0 ? 0 : end));
    }
    case 'WithStatement':
    case 'TryStatement':
    case 'AsPattern':
      return targets(children.filter((_, i) => children[i - 1]?.name === 'as'));
    case 'CapturePattern':
      return targets(children);
    case 'ImportStatement':
      return importedNames(children);
    default:
      return [];
  }
}

function parseText(text: string): SyntaxNode {
  return parser.parse(text).topNode;
}

function targets(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  return nodes.flatMap(node => {
    switch (node.name) {
      case 'VariableName':
        return [node];
      case 'TupleExpression':
      case 'ArrayExpression':
      case 'ParenthesizedExpression':
        return targets(kids(node));
      default:
        return [];
    }
  });
}

function importedNames(children: readonly SyntaxNode[]): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  const isFrom = children[0]?.name === 'from';
  const start = children.findIndex(child => child.name === 'import');
  for (let i = start + 1; i < children.length; i++) {
    const child = children[i];
    if (child?.name !== 'VariableName') continue;
    const previous = children[i - 1]?.name;
    const next = children[i + 1]?.name;
    if (previous === '.') continue;
    if (isFrom && next === 'as') continue;
    // import a.b as c binds c; import a.b binds a.
    if (!isFrom && previous !== 'as') {
      let end = i + 1;
      while (children[end]?.name === '.') end += 2;
      if (children[end]?.name === 'as') continue;
    }
    out.push(child);
  }
  return out;
}
