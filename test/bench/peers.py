"""Builds layers' matrices as one usually does with SciPy, and as one does by hand with NumPy, for test/bench/buildTable.mjs.

Answers one line of JSON on standard input after the other with one on standard output: {"what": "layer", "layer": a canonical
convolution (begin: padding at the start of each axis; outputs: output sizes)} with what the builds give, so that it can be compared;
"numpy" and "scipy" with the milliseconds that the fastest of some builds of this layer takes. Weights are numbered as in the layer's own tensor.
"""

import json
import sys
import timeit

import numpy as np
import scipy
import scipy.sparse


def fold(place, size, mode):
    """Which input a padded position holds; -1 for none."""
    if mode == "reflect":
        place = np.where(place < 0, -place, place)
        return np.where(place >= size, 2 * (size - 1) - place, place)
    if mode == "replicate":
        return np.clip(place, 0, size - 1)
    if mode == "circular":
        return place % size
    return np.where((place >= 0) & (place < size), place, -1)


def axis_grid(layer, axis):
    """Along one axis an outputs x kernel grid: the input that each output meets at each kernel position, and the position."""
    kernel = layer["kernelSize"][axis]
    stride, dilation = layer["stride"][axis], layer["dilation"][axis]
    size, outputs = layer["inputs"][axis], layer["outputs"][axis]
    out = np.arange(outputs, dtype=np.int32)[:, None]
    taps = np.arange(kernel, dtype=np.int32)[None, :]
    if not layer["transposed"]:
        grid = fold(out * stride + taps * dilation - layer["begin"][axis], size, layer["mode"])
        return grid.astype(np.int32), np.broadcast_to(taps, grid.shape)
    taps = taps[:, ::-1]
    place = out + layer["begin"][axis] - taps * dilation
    grid = np.where(place % stride == 0, fold(place // stride, size, "zeros"), -1)
    return grid.astype(np.int32), np.broadcast_to(taps, grid.shape)


def spread(values, axis, rank):
    """An outputs x kernel array as one of shape (outputs..., kernels...) that broadcasts against the other axes'."""
    shape = [1] * (2 * rank)
    shape[axis], shape[rank + axis] = values.shape
    return values.reshape(shape)


def numpy_csr(layer):
    """Row offsets, columns and weights by broadcasting: rows of the output, by channel, with columns ascending."""
    rank = len(layer["inputs"])
    cols = weights = np.zeros((1,) * (2 * rank), np.int32)
    valid = None
    for axis in range(rank):
        grid, taps = axis_grid(layer, axis)
        cols = cols * np.int32(layer["inputs"][axis]) + spread(grid, axis, rank)
        weights = weights * np.int32(layer["kernelSize"][axis]) + spread(taps, axis, rank)
        if (grid < 0).any():
            here = spread(grid >= 0, axis, rank)
            valid = here if valid is None else valid & here
    shape = tuple(layer["outputs"]) + tuple(layer["kernelSize"])
    rows = int(np.prod(layer["outputs"]))
    taps = int(np.prod(layer["kernelSize"]))
    cols = np.broadcast_to(cols, shape)
    weights = np.broadcast_to(weights, shape)
    if valid is None:
        ptr = np.arange(rows + 1, dtype=np.int32) * np.int32(taps)
        cols, weights = cols.reshape(rows, taps), weights.reshape(rows, taps)
        if layer["mode"] != "zeros":
            order = np.argsort(cols, axis=1, kind="stable")
            cols, weights = np.take_along_axis(cols, order, 1), np.take_along_axis(weights, order, 1)
        cols, weights = cols.ravel(), weights.ravel()
    else:
        valid = np.broadcast_to(valid, shape)
        ptr = np.zeros(rows + 1, np.int32)
        np.cumsum(np.count_nonzero(valid.reshape(rows, taps), axis=1), out=ptr[1:])
        cols, weights = cols[valid], weights[valid]
    return ptr, cols, weights


def numpy_layer(layer):
    """numpy_csr, once for each pair of channels."""
    ptr, cols, weights = numpy_csr(layer)
    ins, outs = layer["inChannels"], layer["outChannels"]
    if ins == outs == 1:
        return ptr, cols, weights
    size = np.int32(np.prod(layer["inputs"]))
    taps = np.int32(np.prod(layer["kernelSize"]))
    lengths = np.diff(ptr)
    channel = np.arange(ins, dtype=np.int32)
    if layer["last"]:
        # Every entry becomes `ins` entries side by side, and every row, of all these, `outs` rows one after the other.
        wide = (cols[:, None] * np.int32(ins) + channel).ravel()
        place = (weights[:, None] + channel * taps).ravel()
        lengths = np.repeat(lengths * ins, outs)
        starts = np.repeat(ptr[:-1] * np.int32(ins), outs)
        ptr = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        index = np.arange(ptr[-1], dtype=np.int32) + np.repeat(starts - ptr[:-1], lengths)
        out = np.repeat(np.tile(np.arange(outs, dtype=np.int32) * (np.int32(ins) * taps), len(cols) and len(starts) // outs), lengths)
        return ptr, wide[index], place[index] + out
    # Rows repeat for each output channel; within one, each input channel's copy of the row follows.
    row_starts = np.repeat(ptr[:-1], ins)
    row_lengths = np.repeat(lengths, ins)
    ends = np.cumsum(row_lengths)
    total = int(ends[-1])
    index = np.arange(total, dtype=np.int32) + np.repeat((row_starts - (ends - row_lengths)).astype(np.int32), row_lengths)
    which = np.repeat(np.tile(channel, len(lengths)), row_lengths)
    one_cols = cols[index] + which * size
    one_weights = weights[index] + which * taps
    block = np.arange(outs, dtype=np.int32)[:, None]
    whole_ptr = np.concatenate(([0], np.cumsum(np.tile(lengths * ins, outs)))).astype(np.int32)
    return whole_ptr, np.tile(one_cols, outs), (one_weights[None, :] + block * (np.int32(ins) * taps)).ravel()


def scipy_coo(layer, kernel):
    """The usual way: rows, columns and values of all kernel positions by index arithmetic, then coo_matrix(...).tocsr()."""
    rank = len(layer["inputs"])
    outs, ins = layer["outChannels"], layer["inChannels"]
    grids = [axis_grid(layer, axis) for axis in range(rank)]
    outputs = np.meshgrid(*[np.arange(n) for n in layer["outputs"]], indexing="ij")
    out_size, in_size = int(np.prod(layer["outputs"])), int(np.prod(layer["inputs"]))
    row = np.ravel_multi_index([o.ravel() for o in outputs], layer["outputs"])
    rows, cols, values = [], [], []
    for position in np.ndindex(*layer["kernelSize"]):
        places = [grids[axis][0][:, position[axis]][outputs[axis]].ravel() for axis in range(rank)]
        tap = [int(grids[axis][1][0, position[axis]]) for axis in range(rank)]
        inside = np.logical_and.reduce([place >= 0 for place in places])
        r = row[inside]
        c = np.ravel_multi_index([place[inside] for place in places], layer["inputs"])
        for o in range(outs):
            for i in range(ins):
                w = kernel[(o, i, *tap)]
                rows.append(r * outs + o if layer["last"] else o * out_size + r)
                cols.append(c * ins + i if layer["last"] else i * in_size + c)
                values.append(np.full(r.shape, w))
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(cols)))
    return scipy.sparse.coo_matrix(entries, shape=(out_size * outs, in_size * ins)).tocsr()


def checksum(y):
    """A number that depends on every value and its place; all integers, so that it is exact."""
    return int(np.sum(y * (np.arange(y.size) % 1009 + 1)))


def product(layer, weights, x):
    """What C*x must give, from both builds, and how many entries the NumPy one has."""
    ptr, cols, place = numpy_layer(layer)
    by_hand = scipy.sparse.csr_matrix((weights[place], cols, ptr), shape=(len(ptr) - 1, x.size))
    usual = scipy_coo(layer, kernel_of(layer, weights))
    return {"entries": len(cols), "numpy": checksum(by_hand @ x), "scipy": checksum(usual @ x)}


def kernel_of(layer, weights):
    return weights.reshape(layer["outChannels"], layer["inChannels"], *layer["kernelSize"])


def main():
    layer = weights = None
    for line in sys.stdin:
        question = json.loads(line)
        if question["what"] == "versions":
            answer = {"numpy": np.__version__, "scipy": scipy.__version__}
        elif question["what"] == "layer":
            layer = question["layer"]
            weights = np.arange(layer["outChannels"] * layer["inChannels"] * int(np.prod(layer["kernelSize"]))) % 7 - 3.0
            x = np.arange(int(np.prod(layer["inputs"])) * layer["inChannels"]) % 11 - 5.0
            answer = product(layer, weights, x)
        else:
            build = {"numpy": lambda: numpy_layer(layer), "scipy": lambda: scipy_coo(layer, kernel_of(layer, weights))}
            answer = min(timeit.repeat(build[question["what"]], number=1, repeat=question["runs"])) * 1000
        print(json.dumps(answer), flush=True)


main()
