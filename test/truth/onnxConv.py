"""What onnxruntime answers for random Conv and ConvTranspose nodes: the data of onnxConv.json.

Usage: python onnxConv.py > onnxConv.json      (onnx, onnxruntime, numpy)

onnxruntime's CPU kernels are the judge, without graph optimisations. Where ONNX's shape inference says something else it is kept beside
it, as `inference`. Inputs and weights are small integers, so that all sums are exact in float32. A ConvTranspose of an input without
spatial elements ends the process of onnxruntime 1.30, so that it is never asked.
"""

import random

import numpy

from onnxRun import SEED, run, write

rng = random.Random(SEED)


def kernel_span(case):
    return [d * (k - 1) + 1 for d, k in zip(case["dilations"], case["kernel"])]


def random_case():
    op = rng.choice(["Conv", "ConvTranspose"])
    rank = rng.choice([1, 1, 2, 2, 2, 3])
    group = rng.choice([1, 1, 1, 2, 3])
    kernel = [rng.randint(1, {1: 6, 2: 4, 3: 3}[rank]) for _ in range(rank)]
    case = {
        "op": op,
        "kernel": kernel,
        "strides": [rng.choice([1, 1, 2, 2, 3, 4]) for _ in range(rank)],
        "dilations": [rng.choice([1, 2, 3]) if rng.random() < 0.3 else 1 for _ in range(rank)],
        "group": group,
        "in": group * rng.randint(1, 2),
        "out": group * rng.randint(1, 2),
    }
    spatial = [rng.randint(1, {1: 14, 2: 8, 3: 4}[rank]) for _ in range(rank)]
    attributes = {}
    if any(s != 1 for s in case["strides"]) or rng.random() < 0.3:
        attributes["strides"] = case["strides"]
    if any(d != 1 for d in case["dilations"]) or rng.random() < 0.3:
        attributes["dilations"] = case["dilations"]
    if group != 1:
        attributes["group"] = group
    if rng.random() < 0.5:
        attributes["kernel_shape"] = kernel
    how = rng.choice(["none", "pads", "pads", "SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"])
    if how in ("pads", "NOTSET"):
        attributes["pads"] = [rng.randint(0, s) for s in kernel_span(case)] + [rng.randint(0, s) for s in kernel_span(case)]
    if how not in ("none", "pads"):
        attributes["auto_pad"] = how
    if op == "Conv" and how.startswith("SAME") and rng.random() < 0.8:
        # onnxruntime has no kernel for the rest, which shape inference accepts.
        case["dilations"] = [1] * rank
        attributes.pop("dilations", None)
    if op == "ConvTranspose":
        if rng.random() < 0.35:
            attributes["output_padding"] = [rng.randint(0, max(s, d) - 1) for s, d in zip(case["strides"], case["dilations"])]
        if rng.random() < 0.3:
            natural = [(i - 1) * s + K for i, s, K in zip(spatial, case["strides"], kernel_span(case))]
            attributes["output_shape"] = [max(1, n + rng.randint(-4, s - 1)) for n, s in zip(natural, case["strides"])]
    case["attributes"] = attributes
    case["x"] = [rng.choice([1, 1, 1, 2]), case["in"], *spatial]
    case["w"] = weight(case)
    return case


def weight(case):
    per_group = (case["in"] if case["op"] == "Conv" else case["out"]) // case["group"]
    first = case["out"] if case["op"] == "Conv" else case["in"]
    return [first, per_group, *case["kernel"]]


FAULTS = "strides dilations pads length kernelZero channels group rank both word outputPadding outputShape big kernelShape crop batch unknown".split()


def spoil(case):
    what = rng.choice(FAULTS)
    rank = len(case["kernel"])
    axis = rng.randrange(rank)
    attributes = case["attributes"]
    if what in ("strides", "dilations"):
        changed = list(case[what])
        changed[axis] = rng.choice([0, -1, -2])
        attributes[what] = changed
    elif what == "pads":
        attributes.pop("auto_pad", None)
        attributes["pads"] = [0] * (2 * rank)
        attributes["pads"][axis] = -1
    elif what == "length":
        name = rng.choice(["strides", "dilations", "pads", "kernel_shape"])
        if name == "pads":
            attributes.pop("auto_pad", None)
        attributes[name] = [1] * (rank + 1 if name != "pads" else rng.choice([rank, 2 * rank + 2, 2 * rank - 1]))
    elif what == "kernelZero":
        case["kernel"][axis] = 0
        case["w"] = weight(case)
        attributes["kernel_shape"] = case["kernel"]
    elif what == "channels":
        case["x"][1] = case["x"][1] + rng.choice([1, case["group"]])
    elif what == "group":
        attributes["group"] = rng.choice([0, -1, 5, 7])
    elif what == "rank":
        case["x"] = case["x"][1:] if rng.random() < 0.5 else [1, *case["x"]]
    elif what == "both":
        attributes["pads"] = [1] * (2 * rank)
        attributes["auto_pad"] = rng.choice(["SAME_UPPER", "SAME_LOWER", "VALID"])
    elif what == "word":
        attributes.pop("pads", None)
        attributes["auto_pad"] = rng.choice(["same", "SAME", "valid", "FULL", "CAUSAL"])
    elif what == "outputPadding" and case["op"] == "ConvTranspose":
        attributes["output_padding"] = [0] * rank
        most = max(case["strides"][axis], case["dilations"][axis])
        attributes["output_padding"][axis] = rng.choice([-1, most, most + 1])
    elif what == "outputShape" and case["op"] == "ConvTranspose":
        natural = [(i - 1) * s + K for i, s, K in zip(case["x"][2:], case["strides"], kernel_span(case))]
        attributes["output_shape"] = natural
        attributes["output_shape"][axis] = rng.choice([0, -1, natural[axis] + case["strides"][axis], natural[axis] + 9])
    elif what == "big" and case["op"] == "Conv":
        case["kernel"][axis] = rng.randint(15, 20)
        case["w"] = weight(case)
        if "kernel_shape" in attributes:
            attributes["kernel_shape"] = case["kernel"]
        if not attributes.get("auto_pad", "").startswith("SAME"):
            attributes.pop("pads", None)
    elif what == "kernelShape":
        changed = list(case["kernel"])
        changed[axis] += 1
        attributes["kernel_shape"] = changed
    elif what == "crop" and case["op"] == "ConvTranspose":
        attributes.pop("auto_pad", None)
        attributes.pop("output_shape", None)
        attributes["pads"] = [0] * (2 * rank)
        attributes["pads"][axis] = rng.randint(0, 20)
        attributes["pads"][axis + rank] = rng.randint(0, 20)
    elif what == "batch":
        case["x"][0] = 0
    elif what == "unknown":
        attributes[rng.choice(["stride", "padding", "kernel_size", "groups"])] = 1
    return case


def starts_late(case, output):
    """Whether onnxruntime departs from SAME, so that its numbers say nothing about ONNX.

    Where the windows leave input over at the end there is no padding, and the first window starts at index 0: so does ONNX's reference
    evaluator. onnxruntime starts later, as if padding were negative.
    """
    attributes = case["attributes"]
    if case["op"] != "Conv" or not attributes.get("auto_pad", "").startswith("SAME"):
        return False
    strides = attributes.get("strides", [1] * len(case["kernel"]))
    spans = kernel_span(case)
    return any((o - 1) * s + k < i for s, k, i, o in zip(strides, spans, case["x"][2:], output[2:]))


def answer(case):
    found, result = run(case["op"], case["attributes"], [case["x"], case["w"]], salts=[2, 1])
    kept = {"op": case["op"], "attributes": case["attributes"], "x": case["x"], "w": case["w"], **found}
    if result is not None and result.size and result.size <= 300 and not starts_late(case, found["output"]):
        kept["y"] = [int(v) for v in numpy.asarray(result).flatten().tolist()]
    return kept


def main():
    cases = [answer(random_case()) for _ in range(560)]
    cases += [answer(spoil(random_case())) for _ in range(330)]
    write(cases)


main()
