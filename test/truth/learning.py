"""What torch.autograd answers for ‖layer(x) − target‖²: the data of learning.json, which the engine's tests compare with.

Usage: python learning.py > learning.json      (torch with numpy; any CPU build)

Weights, inputs and targets are small integers made by `values`, which the tests repeat (salts 1, 2 and 3), so that loss and gradient are exact
in float64. A case with "resize" resizes first, by nearest to `resized`; its numbers are exact, too.
"""

import json
import random
import sys

import numpy
import torch

SEED = 20261125
rng = random.Random(SEED)
CONV = {1: torch.nn.functional.conv1d, 2: torch.nn.functional.conv2d, 3: torch.nn.functional.conv3d}
TRANSPOSED = {
    1: torch.nn.functional.conv_transpose1d,
    2: torch.nn.functional.conv_transpose2d,
    3: torch.nn.functional.conv_transpose3d,
}


def values(count, salt):
    """Integers from -9 to 9, scattered by a multiplicative hash (Knuth), flat in the tensor's own order."""
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> numpy.uint64(13)) % numpy.uint64(19)).astype(numpy.int64) - 9


def tensor(shape, salt):
    return torch.from_numpy(values(int(numpy.prod(shape)), salt)).to(torch.float64).reshape(tuple(shape))


def random_case(rank, transposed, resize):
    groups = rng.choice([1, 1, 2])
    case = {
        "rank": rank,
        "transposed": transposed,
        "in": groups * rng.randint(1, 2),
        "out": groups * rng.randint(1, 2),
        "groups": groups,
        "kernel": [rng.randint(1, 4) for _ in range(rank)],
        "stride": [rng.randint(1, 3) for _ in range(rank)],
        "padding": [rng.randint(0, 2) for _ in range(rank)],
        "dilation": [rng.choice([1, 1, 2]) for _ in range(rank)],
        "samples": rng.randint(1, 3),
        "size": [rng.randint(1, 4 if rank == 3 else 6) for _ in range(rank)],
    }
    if resize:
        case["resized"] = [rng.randint(3, 8) for _ in range(rank)]
    return case


def answer(case):
    kernel_shape = [case["in"], case["out"] // case["groups"]] if case["transposed"] else [case["out"], case["in"] // case["groups"]]
    weights = tensor(kernel_shape + case["kernel"], 1).requires_grad_()
    x = tensor([case["samples"], case["in"], *case["size"]], 2)
    if "resized" in case:
        x = torch.nn.functional.interpolate(x, size=tuple(case["resized"]), mode="nearest")
    layer = (TRANSPOSED if case["transposed"] else CONV)[case["rank"]]
    arguments = {name: tuple(case[name]) for name in ("stride", "padding", "dilation")}
    y = layer(x, weights, groups=case["groups"], **arguments)
    loss = ((y - tensor(y.shape, 3)) ** 2).sum()
    loss.backward()
    return {**case, "loss": int(loss.item()), "gradient": [int(g) for g in weights.grad.flatten().tolist()]}


cases = []
while len(cases) < 90:
    number = len(cases)
    try:
        cases.append(answer(random_case(number % 3 + 1, number % 2 == 0, number % 5 == 0)))
    except RuntimeError:
        # Sizes that the layer refuses are none of this file's business.
        continue
meta = {
    "framework": "torch",
    "torch": torch.__version__,
    "numpy": numpy.__version__,
    "python": sys.version.split()[0],
    "device": "cpu",
    "seed": SEED,
    "values": "weights salt 1, x salt 2, target salt 3: ((n * 2654435761 + salt) mod 2^32 >> 13) mod 19 - 9",
    "origin": "executed",
}
print('{"meta":' + json.dumps(meta) + ',\n"cases":[')
print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]}")
