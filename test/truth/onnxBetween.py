"""What onnxruntime answers for random nodes between convolutions: pools, Resize, shuffles, Pad, Flatten, Reshape, Concat.

Usage: python onnxBetween.py > onnxBetween.json      (onnx, onnxruntime, numpy)

Shapes and refusals; `inputs` are shapes, `constants` the values of the inputs that follow (null: left out).
"""

import random

from onnxRun import SEED, run, write

rng = random.Random(SEED + 1)


def spatial(rank, most=9):
    return [rng.randint(1, {1: 14, 2: most, 3: 5}.get(rank, 3)) for _ in range(rank)]


def pool():
    op = rng.choice(["MaxPool", "MaxPool", "AveragePool", "AveragePool", "LpPool"])
    rank = rng.choice([1, 2, 2, 3])
    kernel = [rng.randint(1, 4) for _ in range(rank)]
    attributes = {"kernel_shape": kernel}
    if rng.random() < 0.6:
        attributes["strides"] = [rng.randint(1, 3) for _ in range(rank)]
    if rng.random() < 0.3:
        attributes["dilations"] = [rng.choice([1, 2]) for _ in range(rank)]
    if rng.random() < 0.5:
        attributes["ceil_mode"] = rng.choice([0, 1, 1])
    how = rng.choice(["none", "pads", "pads", "SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"])
    if how in ("pads", "NOTSET"):
        attributes["pads"] = [rng.randint(0, k - 1) for k in kernel + kernel]
    if how not in ("none", "pads"):
        attributes["auto_pad"] = how
    if op == "AveragePool" and rng.random() < 0.4:
        attributes["count_include_pad"] = rng.choice([0, 1])
    if op == "LpPool":
        attributes["p"] = rng.choice([1, 2, 3])
    if rng.random() < 0.25:
        axis = rng.randrange(rank)
        what = rng.choice("strides dilations pads big length zero kernel both missing padLimit".split())
        if what in ("strides", "dilations"):
            attributes[what] = [1] * rank
            attributes[what][axis] = rng.choice([0, -1])
        elif what in ("pads", "padLimit"):
            attributes.pop("auto_pad", None)
            attributes["pads"] = [0] * (2 * rank)
            attributes["pads"][axis] = -1 if what == "pads" else kernel[axis] + rng.randint(0, 2)
        elif what == "big":
            attributes["kernel_shape"] = [k + (17 if a == axis else 0) for a, k in enumerate(kernel)]
        elif what == "length":
            attributes[rng.choice(["strides", "kernel_shape", "pads", "dilations"])] = [1] * (rank + 1)
        elif what == "zero":
            attributes["kernel_shape"] = [0] * rank
        elif what == "both":
            attributes["pads"] = [1] * (2 * rank)
            attributes["auto_pad"] = "SAME_UPPER"
        elif what == "missing":
            attributes.pop("kernel_shape")
    return op, attributes, [[rng.choice([1, 2]), rng.randint(1, 3), *spatial(rank)]], []


def global_pool():
    op = rng.choice(["GlobalAveragePool", "GlobalMaxPool"])
    rank = rng.choice([0, 1, 2, 3])
    return op, {}, [[rng.choice([1, 2]), rng.randint(1, 3), *spatial(rank)][: rng.choice([9, 9, 9, 1])]], []


def resize():
    rank = rng.choice([1, 2, 2, 3])
    shape = [1, rng.randint(1, 2), *spatial(rank, 7)]
    modes = ["nearest", "linear", "cubic"] if rank <= 2 else ["nearest", "linear"]
    attributes = {"mode": rng.choice(modes)}
    if attributes["mode"] == "cubic" and rank != 2:
        attributes["mode"] = "linear"
    if rng.random() < 0.5:
        attributes["coordinate_transformation_mode"] = rng.choice(["half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel"])
    if rng.random() < 0.5:
        constants = [None, [1.0, 1.0] + [rng.choice([0.5, 1.5, 2.0, 2.5, 3.0, 0.3, 1.1, 0.75, 1.0]) for _ in range(rank)]]
    else:
        constants = [None, None, shape[:2] + [rng.randint(1, 16) for _ in range(rank)]]
        if rng.random() < 0.3 and attributes["mode"] != "cubic":
            attributes["axes"] = [a + 2 for a in range(rank)]
            constants[2] = constants[2][2:]
            attributes["keep_aspect_ratio_policy"] = rng.choice(["stretch", "not_larger", "not_smaller"])
    if rng.random() < 0.15:
        what = rng.choice("length both none negative zero".split())
        given = 1 if len(constants) == 2 else 2
        if what == "length":
            constants[given] = constants[given][:-1]
        elif what == "both":
            constants = [None, [1.0] * len(shape), list(shape)]
            attributes.pop("axes", None)
        elif what == "none":
            constants = [None]
        elif what == "negative":
            constants[given] = [*constants[given][:-1], -1.0 if given == 1 else -1]
        elif what == "zero" and given == 1:
            constants[given] = [*constants[given][:-1], 0.0]
    return "Resize", attributes, [shape], constants


def shuffle():
    block = rng.choice([1, 2, 2, 3])
    op = rng.choice(["DepthToSpace", "SpaceToDepth"])
    attributes = {"blocksize": block}
    if op == "DepthToSpace" and rng.random() < 0.4:
        attributes["mode"] = rng.choice(["DCR", "CRD"])
    if op == "DepthToSpace":
        shape = [1, rng.choice([block * block, 2 * block * block, 3, 4, 5]), rng.randint(1, 5), rng.randint(1, 5)]
    else:
        shape = [1, rng.randint(1, 3), block * rng.randint(1, 3), block * rng.randint(1, 3)]
        if rng.random() < 0.2:
            shape[rng.choice([2, 3])] += 1
    if rng.random() < 0.1:
        attributes["blocksize"] = rng.choice([0, -1])
    if rng.random() < 0.1:
        shape = shape[1:]
    return op, attributes, [shape], []


def pad():
    rank = rng.choice([1, 2, 3, 4])
    shape = [rng.randint(1, 5) for _ in range(rank)]
    mode = rng.choice(["constant", "constant", "reflect", "edge", "wrap"])
    attributes = {} if mode == "constant" and rng.random() < 0.5 else {"mode": mode}
    pads = [rng.randint(0, 2) for _ in range(2 * rank)]
    if mode == "reflect":
        pads = [min(p, shape[a % rank] - 1) for a, p in enumerate(pads)]
    if rng.random() < 0.25:
        pads[rng.randrange(2 * rank)] = rng.choice([-1, -1, -3, 6])
    if rng.random() < 0.07:
        pads = pads[:-1]
    if rng.random() < 0.07:
        attributes["mode"] = rng.choice(["circular", "replicate"])
    return "Pad", attributes, [shape], [pads]


def flatten():
    rank = rng.choice([1, 2, 3, 4, 5])
    shape = [rng.randint(1, 4) for _ in range(rank)]
    attributes = {} if rng.random() < 0.3 else {"axis": rng.randint(-rank - 1, rank + 1)}
    return "Flatten", attributes, [shape], []


def reshape():
    shape = [rng.choice([1, 2, 3, 4, 6]) for _ in range(rng.randint(1, 4))]
    total = 1
    for size in shape:
        total *= size
    target, rest = [], total
    for _ in range(rng.randint(0, 3)):
        part = rng.choice([d for d in range(1, rest + 1) if rest % d == 0])
        target.append(part)
        rest //= part
    target.append(rest)
    rng.shuffle(target)
    if rng.random() < 0.5:
        target[rng.randrange(len(target))] = -1
    for axis in range(min(len(target), len(shape))):
        if rng.random() < 0.15:
            target[axis] = 0
    if rng.random() < 0.15:
        target[rng.randrange(len(target))] = rng.choice([5, 7, -1, -2])
    attributes = {} if rng.random() < 0.8 else {"allowzero": rng.choice([0, 1])}
    return "Reshape", attributes, [shape], [target]


def concat():
    rank = rng.choice([1, 2, 3, 4])
    shape = [rng.randint(1, 5) for _ in range(rank)]
    axis = rng.randint(-rank, rank - 1)
    inputs = []
    for _ in range(rng.randint(1, 3)):
        one = list(shape)
        one[axis] = rng.randint(1, 4)
        inputs.append(one)
    attributes = {"axis": axis}
    fault = rng.random()
    if fault < 0.1:
        attributes["axis"] = rng.choice([rank, rank + 1, -rank - 1])
    elif fault < 0.2:
        inputs[-1][rng.randrange(rank)] += 3
    elif fault < 0.27:
        inputs[-1] = [1, *inputs[-1]]
    elif fault < 0.3:
        attributes = {}
    return "Concat", attributes, inputs, []


KINDS = [(pool, 330), (global_pool, 40), (resize, 170), (shuffle, 90), (pad, 130), (flatten, 60), (reshape, 130), (concat, 90)]


def main():
    cases = []
    for make, count in KINDS:
        for _ in range(count):
            op, attributes, inputs, constants = make()
            found, _ = run(op, attributes, inputs, constants)
            cases.append({"op": op, "attributes": attributes, "inputs": inputs, "constants": constants, **found})
    write(cases)


main()
