/** jax.tree_util by meaning, in Python (jax/_src/tree_util.py): lists, tuples and dictionaries of leaves. */
export const TREE_SOURCE = `
def tree_map(f, tree, *rest, is_leaf=None):
    if _is_unknown(tree):
        return tree(f)
    if is_leaf is not None and is_leaf(tree):
        return f(tree, *rest)
    if tree is None:
        return None
    if isinstance(tree, dict):
        return {key: tree_map(f, tree[key], *[one[key] for one in rest], is_leaf=is_leaf) for key in tree}
    if isinstance(tree, (list, tuple)):
        made = [tree_map(f, part, *[one[i] for one in rest], is_leaf=is_leaf) for i, part in enumerate(tree)]
        if isinstance(tree, list):
            return made
        return type(tree)(*made) if hasattr(tree, '_fields') else tuple(made)
    return f(tree, *rest)

map = tree_map

def tree_leaves(tree, is_leaf=None):
    if _is_unknown(tree):
        return tree()
    leaves = []
    tree_map(leaves.append, tree, is_leaf=is_leaf)
    return leaves

leaves = tree_leaves
`;
