import type { SyntaxNode } from '@lezer/common';

/**
 * Names of a function's own scope, read from the syntax alone: parameters, what is assigned, loop variables, imports.
 * Used only for code that the interpretation did not reach.
 */
export interface LocalNames {
  /** Parameters with the node of their default, or null without one. */
  readonly parameters: ReadonlyMap<string, SyntaxNode | null>;
  /** Imported names with the dotted path that they stand for. */
  readonly imports: ReadonlyMap<string, string>;
  /** Everything else that is bound somewhere in the function. */
  readonly bound: ReadonlySet<string>;
}

/** All children, tokens included. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

const SCOPES = new Set(['FunctionDefinition', 'LambdaExpression', 'ClassDefinition']);

/** The names that a function or lambda binds. */
export function localNames(scope: SyntaxNode, text: string): LocalNames {
  const parameters = new Map<string, SyntaxNode | null>();
  const imports = new Map<string, string>();
  const bound = new Set<string>();
  const read = (node: SyntaxNode): string => text.slice(node.from, node.to);
  const list = scope.getChild('ParamList');
  const params = list ? childrenOf(list) : [];
  params.forEach((child, index) => {
    if (child.name !== 'VariableName') return;
    const before = params[index - 1]?.name;
    if (before === 'AssignOp') return;
    const after = params.slice(index + 1).find(its => its.name !== 'TypeDef');
    const value = after?.name === 'AssignOp' ? (params[params.indexOf(after) + 1] ?? null) : null;
    if (before === '*' || before === '**') bound.add(read(child));
    else parameters.set(read(child), value);
  });
  const body = scope.getChild('Body');
  if (body) {
    visitBindings(
      body,
      name => bound.add(read(name)),
      statement => readImport(statement, text, imports),
    );
  }
  return { parameters, imports, bound };
}

/** Every name that a module binds at its own level, with the offset of its last binding. Imports are left out. */
export function lastBindings(module: SyntaxNode, text: string): Map<string, number> {
  const last = new Map<string, number>();
  visitBindings(
    module,
    name => last.set(text.slice(name.from, name.to), name.from),
    () => undefined,
  );
  return last;
}

/** Visits in source order what one scope binds; the scopes nested in it keep their names to themselves. */
function visitBindings(
  node: SyntaxNode,
  onName: (name: SyntaxNode) => void,
  onImport: (statement: SyntaxNode) => void,
): void {
  for (const child of childrenOf(node)) {
    if (child.name === 'ImportStatement') onImport(child);
    else if (child.name === 'FunctionDefinition' || child.name === 'ClassDefinition') {
      const name = child.getChild('VariableName');
      if (name) onName(name);
    }
    if (child.name === 'AssignStatement' || child.name === 'ForStatement' || child.name === 'UpdateStatement') {
      targetsOf(child).forEach(onName);
    }
    if (child.name === 'NamedExpression' || child.name === 'WithStatement') {
      child.getChildren('VariableName').forEach(onName);
    }
    if (!SCOPES.has(child.name)) visitBindings(child, onName, onImport);
  }
}

/** The names before an `=`, an augmented assignment's, or a loop's variables. */
function targetsOf(statement: SyntaxNode): SyntaxNode[] {
  const targets: SyntaxNode[] = [];
  const collect = (node: SyntaxNode): void => {
    if (node.name === 'VariableName') targets.push(node);
    else if (
      node.name === 'TupleExpression' ||
      node.name === 'ArrayExpression' ||
      node.name === 'ParenthesizedExpression'
    ) {
      childrenOf(node).forEach(collect);
    }
  };
  const children = childrenOf(statement);
  const last = children.findLastIndex(child => ['AssignOp', 'UpdateOp', 'in'].includes(child.name));
  for (const child of children.slice(0, Math.max(0, last))) collect(child);
  return targets;
}

/** `import a.b as c`, `import a.b`, `from a.b import c as d, e`: each name with its dotted path. Relative imports are left out. */
export function readImport(statement: SyntaxNode, text: string, into: Map<string, string>): void {
  const read = (node: SyntaxNode): string => text.slice(node.from, node.to);
  const parts = childrenOf(statement).filter(
    child => child.name !== 'Comment' && child.name !== '(' && child.name !== ')',
  );
  const from = parts[0]?.name === 'from';
  const importAt = parts.findIndex(child => child.name === 'import');
  if (importAt < 0) return;
  const prefix = from ? parts.slice(1, importAt).map(read).join('') : '';
  if (prefix.startsWith('.')) return;
  let item: string[] = [];
  let alias: string | null = null;
  const flush = (): void => {
    const path = item.join('');
    const [head] = item;
    if (path !== '' && path !== '*' && head !== undefined) {
      if (from) into.set(alias ?? path, `${prefix}.${path}`);
      else into.set(alias ?? head, alias === null ? head : path);
    }
    item = [];
    alias = null;
  };
  let afterAs = false;
  for (const child of parts.slice(importAt + 1)) {
    if (child.name === ',') flush();
    else if (child.name === 'as') afterAs = true;
    else if (afterAs) {
      alias = read(child);
      afterAs = false;
    } else item.push(read(child));
  }
  flush();
}
