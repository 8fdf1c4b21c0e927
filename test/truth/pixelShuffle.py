"""Where PyTorch, TensorFlow and onnxruntime move the elements of a pixel shuffle: the data of pixelShuffle.json.

Usage: each part in an environment of its own, one after another into one file:
    python pixelShuffle.py torch > part1; python pixelShuffle.py tensorflow > part2; python pixelShuffle.py onnx > part3
    python pixelShuffle.py join part1 part2 part3 > pixelShuffle.json

The input holds 0, 1, 2, … so that the output says where each element came from.
"""

import json
import sys


def torch_cases():
    import torch

    for factor, channels, size in [(r, c, s) for r in (2, 3) for c in (1, 2, 3) for s in ([1, 1], [2, 3], [4, 2])]:
        x = torch.arange(channels * factor**2 * size[0] * size[1]).reshape(1, channels * factor**2, *size)
        y = torch.nn.functional.pixel_shuffle(x, factor)
        yield False, "CRD", "NCHW", factor, channels * factor**2, size, y.flatten().tolist()
        wide = [n * factor for n in size]
        z = torch.arange(channels * wide[0] * wide[1]).reshape(1, channels, *wide)
        yield True, "CRD", "NCHW", factor, channels, wide, torch.nn.functional.pixel_unshuffle(z, factor).flatten().tolist()


def tensorflow_cases():
    import tensorflow as tf

    for factor, channels, size in [(r, c, s) for r in (2, 3) for c in (1, 2, 3) for s in ([1, 1], [2, 3], [4, 2])]:
        x = tf.reshape(tf.range(channels * factor**2 * size[0] * size[1]), (1, *size, channels * factor**2))
        y = tf.nn.depth_to_space(x, factor)
        yield False, "DCR", "NHWC", factor, channels * factor**2, size, y.numpy().ravel().tolist()
        wide = [n * factor for n in size]
        z = tf.reshape(tf.range(channels * wide[0] * wide[1]), (1, *wide, channels))
        yield True, "DCR", "NHWC", factor, channels, wide, tf.nn.space_to_depth(z, factor).numpy().ravel().tolist()


def onnx_cases():
    import numpy
    import onnxruntime
    from onnx import TensorProto, helper

    for mode in ("DCR", "CRD"):
        for factor, channels, size in [(r, c, s) for r in (2, 3) for c in (1, 2, 3) for s in ([1, 1], [2, 3], [4, 2])]:
            shape = (1, channels * factor**2, *size)
            x = numpy.arange(numpy.prod(shape), dtype=numpy.float32).reshape(shape)
            node = helper.make_node("DepthToSpace", ["x"], ["y"], blocksize=factor, mode=mode)
            value = helper.make_tensor_value_info
            graph = helper.make_graph([node], "shuffle", [value("x", TensorProto.FLOAT, shape)], [value("y", TensorProto.FLOAT, [None] * 4)])
            model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=9)
            session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
            yield False, mode, "NCHW", factor, shape[1], size, session.run(None, {"x": x})[0].astype(int).ravel().tolist()


MODULES = {"torch": "torch", "tensorflow": "tensorflow", "onnx": "onnxruntime"}
if sys.argv[1] == "join":
    parts = [json.load(open(name)) for name in sys.argv[2:]]
    versions = {part["framework"]: part["version"] for part in parts}
    print('{"meta":' + json.dumps({**versions, "origin": "executed"}) + ',\n"cases":[')
    print(",\n".join(json.dumps(case, separators=(",", ":")) for part in parts for case in part["cases"]) + "\n]}")
else:
    framework = sys.argv[1]
    keys = ["inverse", "order", "layout", "factor", "channels", "in", "y"]
    cases = {"torch": torch_cases, "tensorflow": tensorflow_cases, "onnx": onnx_cases}[framework]()
    version = __import__(MODULES[framework]).__version__
    print(json.dumps({"framework": framework, "version": version, "cases": [{"framework": framework, **dict(zip(keys, case))} for case in cases]}))
