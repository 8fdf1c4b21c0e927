/**
 * einops.pack and einops.unpack, by what their documentation says: the axes at `*` are one axis, along which the tensors are
 * joined, and the sizes that they had part it again.
 */
export const PACKING = `import torch

def _around(pattern):
    axes = pattern.split()
    if axes.count('*') != 1:
        raise RuntimeError('No *-axis in pattern' if '*' not in axes else 'Pattern has several *-axes')
    return axes.index('*'), len(axes) - axes.index('*') - 1

def pack(tensors, pattern):
    before, after = _around(pattern)
    parts = []
    sizes = []
    for tensor in tensors:
        shape = tuple(tensor.shape)
        end = len(shape) - after
        if end < before:
            raise RuntimeError('packed tensor has fewer axes than the pattern')
        sizes.append(tensor.shape[before:end])
        count = 1
        for size in shape[before:end]:
            count = count * size
        parts.append(tensor.reshape(shape[:before] + (count,) + shape[end:]))
    return torch.cat(parts, dim=before), sizes

def unpack(tensor, packed_shapes, pattern):
    before, after = _around(pattern)
    shape = tuple(tensor.shape)
    if len(shape) != before + after + 1:
        raise RuntimeError('unpack(..., pattern) received input of wrong dim with shape')
    lengths = []
    open = 0
    for sizes in packed_shapes:
        count = 1
        for size in sizes:
            count = -1 if size == -1 or count == -1 else count * size
        if count == -1:
            open += 1
        lengths.append(count)
    if open > 1:
        raise RuntimeError('unpack received more than one -1')
    known = sum(length for length in lengths if length != -1)
    lengths = [shape[before] - known if length == -1 else length for length in lengths]
    parts = torch.split(tensor, lengths, dim=before)
    return [
        part.reshape(shape[:before] + tuple(sizes) + shape[before + 1:])
        for part, sizes in zip(parts, packed_shapes)
    ]
`;
