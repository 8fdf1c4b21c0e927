"""What PyTorch answers for random convolutions: the data of torchConv.json, which the engine's tests compare with.

Usage: python torchConv.py > torchConv.json      (torch with numpy; any CPU build)

Every number in the data was computed by PyTorch. Inputs and weights are small integers made by `values`, which the
tests repeat, so that only the results are kept. All sums are exact in float64.
"""

import json
import random
import sys
import warnings

import numpy
import torch
from torch.utils.flop_counter import FlopCounterMode

SEED = 20261125
warnings.simplefilter("ignore")
rng = random.Random(SEED)
CONV = {1: torch.nn.Conv1d, 2: torch.nn.Conv2d, 3: torch.nn.Conv3d}
TRANSPOSED = {1: torch.nn.ConvTranspose1d, 2: torch.nn.ConvTranspose2d, 3: torch.nn.ConvTranspose3d}


def values(count, salt):
    """Integers from -9 to 9, scattered by a multiplicative hash (Knuth), flat in the tensor's own order."""
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> numpy.uint64(13)) % numpy.uint64(19)).astype(numpy.int64) - 9


def tensor(shape, salt):
    count = int(numpy.prod(shape))
    return torch.from_numpy(values(count, salt)).to(torch.float64).reshape(shape)


def integers(result):
    return [int(v) for v in result.detach().flatten().tolist()]


def build(case):
    kwargs = {
        "stride": tuple(case["stride"]),
        "dilation": tuple(case["dilation"]),
        "groups": case["groups"],
        "bias": False,
        "padding_mode": case["paddingMode"],
        "padding": case["padding"] if isinstance(case["padding"], str) else tuple(case["padding"]),
        "dtype": torch.float64,
    }
    if case["transposed"]:
        kwargs["output_padding"] = tuple(case["outputPadding"])
    layer = (TRANSPOSED if case["transposed"] else CONV)[case["rank"]]
    return layer(case["in"], case["out"], tuple(case["kernel"]), **kwargs)


def random_case(transposed, rank):
    groups = rng.choice([1, 1, 1, 2, 3])
    smallest, largest = {1: (2, 18), 2: (2, 10), 3: (2, 6)}[rank]
    kernel = [rng.randint(1, {1: 7, 2: 5, 3: 3}[rank]) for _ in range(rank)]
    stride = [rng.choice([1, 1, 2, 2, 3, 4]) for _ in range(rank)]
    dilation = [rng.choice([1, 1, 1, 2, 3]) for _ in range(rank)]
    mode = "zeros" if transposed else rng.choice(["zeros"] * 5 + ["reflect", "replicate", "circular"])
    padding = [rng.randint(0, 3) for _ in range(rank)]
    if not transposed and rng.random() < 0.2:
        padding = rng.choice(["same", "same", "valid"])
        if padding == "same":
            stride = [1] * rank
    if mode != "zeros" and not isinstance(padding, str) and rng.random() < 0.15:
        padding = [rng.randint(-1, 1) for _ in range(rank)]
    output_padding = [rng.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation)] if transposed else [0] * rank
    spatial = [rng.randint(smallest, largest) for _ in range(rank)]
    channels_in = groups * rng.randint(1, 2)
    leading = [channels_in] if rng.random() < 0.1 else [rng.choice([1, 1, 1, 2]), channels_in]
    return {
        "rank": rank,
        "transposed": transposed,
        "in": channels_in,
        "out": groups * rng.randint(1, 2),
        "kernel": kernel,
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "outputPadding": output_padding,
        "groups": groups,
        "paddingMode": mode,
        "input": leading + spatial,
    }


def spoil(case):
    """One thing wrong, of those that PyTorch refuses or may refuse."""
    rank = case["rank"]
    axis = rng.randrange(rank)
    what = rng.choice(
        "kernel kernel stride padding padding dilation channels rank groups divide outputPadding out words big "
        "length zero fold empty".split()
    )
    if what == "kernel":
        case["kernel"][axis] = rng.randint(8, 30)
    elif what == "stride":
        case["stride"][axis] = rng.choice([0, -1])
    elif what == "padding":
        case["paddingMode"] = "zeros"
        case["padding"] = [rng.randint(0, 3) for _ in range(rank)]
        case["padding"][axis] = rng.randint(10, 20) if case["transposed"] else rng.choice([-1, -2])
    elif what == "dilation":
        case["dilation"][axis] = rng.choice([0, -1, 9])
    elif what == "channels":
        case["input"][-rank - 1] += rng.randint(1, 3)
    elif what == "rank":
        case["input"] = case["input"][: rng.randint(1, rank)] if rng.random() < 0.5 else [1, 1] + case["input"]
    elif what == "groups":
        case["groups"] = rng.choice([0, -1])
    elif what == "divide":
        case["groups"] = rng.randint(2, 5)
    elif what == "outputPadding" and case["transposed"]:
        case["outputPadding"][axis] = rng.choice([-1, max(case["stride"][axis], case["dilation"][axis]) + rng.randint(0, 2)])
    elif what == "out":
        case["out"] = rng.choice([0, -1, -2])
    elif what == "words":
        case["padding"] = rng.choice(["same", "valid", "SAME", "full", "causal"])
    elif what == "big":
        case["padding"] = [p + 4 for p in case["padding"]] if not isinstance(case["padding"], str) else case["padding"]
    elif what == "length":
        key = rng.choice(["stride", "dilation", "padding"])
        case["paddingMode"] = "zeros"
        case[key] = [1] * (rank + rng.choice([1, 2]))
    elif what == "zero":
        case["kernel"] = [1] * rank
        case["kernel"][axis] = 0
        case["padding"] = [0] * rank
    elif what == "fold" and not case["transposed"]:
        case["paddingMode"] = rng.choice(["reflect", "circular", "mirror"])
        case["padding"] = [rng.randint(3, 12) for _ in range(rank)]
    elif what == "empty":
        case["input"][-1 - axis] = 0
    return case


def answer(case):
    try:
        layer = build(case)
    except Exception as error:  # The refusal is what is asked for, whatever its type.
        return {"error": str(error).split("\n")[0], "raised": type(error).__name__, "when": "constructor"}
    with torch.no_grad():
        layer.weight.copy_(tensor(layer.weight.shape, 1))
    try:
        result = layer(tensor(case["input"], 2))
    except Exception as error:
        return {"error": str(error).split("\n")[0], "raised": type(error).__name__, "when": "call"}
    found = {"output": list(result.shape)}
    if 0 < result.numel() <= 600:
        found["y"] = integers(result)
    with FlopCounterMode(display=False) as counter:
        layer(tensor(case["input"], 2))
    found["flops"] = counter.get_total_flops()
    if result.numel():
        found["overlap"] = overlap(case)
    return found


def overlap(case):
    """A transposed layer of ones on ones; for a convolution how often each input is read: the gradient of ones."""
    plain = {**case, "in": 1, "out": 1, "groups": 1}
    layer = build(plain)
    with torch.no_grad():
        layer.weight.fill_(1)
    ones = torch.ones([1, 1] + case["input"][-case["rank"]:], dtype=torch.float64, requires_grad=True)
    result = layer(ones)
    if case["transposed"]:
        return integers(result)
    result.sum().backward()
    return integers(ones.grad)


def main():
    cases = []
    for rank, count in ((1, 380), (2, 480), (3, 260)):
        for number in range(count):
            case = random_case(number % 2 == 1, rank)
            cases.append({**case, **answer(case)})
    for number in range(520):
        case = spoil(random_case(number % 2 == 1, rng.choice([1, 2, 2, 3])))
        cases.append({**case, **answer(case)})
    meta = {
        "framework": "torch",
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "python": sys.version.split()[0],
        "device": "cpu",
        "seed": SEED,
        "values": "x has salt 2, weights salt 1: ((n * 2654435761 + salt) mod 2^32 >> 13) mod 19 - 9",
        "origin": "executed",
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    print('{"meta":' + json.dumps(meta) + ',\n"cases":[\n' + lines + "\n]}")


main()
