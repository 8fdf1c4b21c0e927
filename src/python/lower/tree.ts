import type { SyntaxNode } from '@lezer/common';

export function kids(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.name !== 'Comment') out.push(child);
  return out;
}

/** As `kids`, one after the other: a file may have a hundred thousand statements. */
export function* eachKid(node: SyntaxNode): Generator<SyntaxNode, void, undefined> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.name !== 'Comment') yield child;
}

export function textOf(source: string, node: { readonly from: number; readonly to: number }): string {
  return source.slice(node.from, node.to);
}

/**
 * Whether code below the node could not be read. Forms that the grammar does not know but that mean something (`0.`, a bare
 * yield) do not count.
 */
export function hasError(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate(ref => {
    if (found) return false;
    if (ref.type.isError && !isKnownGap(ref.node)) found = true;
    return undefined;
  });
  return found;
}

function isKnownGap(error: SyntaxNode): boolean {
  if (error.from !== error.to) return false;
  const parent = error.parent;
  if (parent === null) return false;
  if (parent.name === 'MemberExpression') return parent.firstChild?.name === 'Number';
  return parent.name === 'YieldExpression' || parent.name === 'YieldStatement';
}
