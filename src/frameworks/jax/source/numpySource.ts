/** What jax.numpy has beside what is made of numpy's own functions, in Python. */
export const NUMPY_SOURCE = `
def _axis(axis, rank):
    return axis + rank if axis < 0 else axis

def moveaxis(a, source, destination):
    rank = a.ndim
    froms = [_axis(one, rank) for one in (source if isinstance(source, (tuple, list)) else (source,))]
    to = [_axis(one, rank) for one in (destination if isinstance(destination, (tuple, list)) else (destination,))]
    order = [axis for axis in range(rank) if axis not in froms]
    for place, axis in sorted(zip(to, froms)):
        order.insert(place, axis)
    return a.transpose(order)

def split(ary, indices_or_sections, axis=0):
    sizes = list(ary.shape)
    size = sizes[axis]
    if isinstance(indices_or_sections, int):
        if size % indices_or_sections != 0:
            raise ValueError('array split does not result in an equal division: rest is ' + str(size % indices_or_sections))
        widths = [size // indices_or_sections] * indices_or_sections
    else:
        marks = [0] + [min(at + size if at < 0 else at, size) for at in indices_or_sections] + [size]
        widths = [max(0, marks[i + 1] - marks[i]) for i in range(len(marks) - 1)]
    parts = []
    for width in widths:
        sizes[axis] = width
        parts.append(_sized(sizes, ary))
    return parts

def einsum(subscripts, *operands, **options):
    return _einsum(subscripts, operands)
`;
