"""Runs one ONNX node: what onnxruntime, and shape inference, answer. Shared by onnxConv.py and onnxBetween.py."""

import json
import re
import sys

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OPSET = 22
SEED = 20261125
onnxruntime.set_default_logger_severity(4)


def values(count, salt):
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> numpy.uint64(13)) % numpy.uint64(19)).astype(numpy.int64) - 9


def tensor(shape, salt):
    return values(int(numpy.prod(shape)), salt).astype(numpy.float32).reshape(shape)


def reason(error):
    """The first line of a refusal, without what onnxruntime puts before it: status, node, C++ function and condition."""
    text = re.sub(r"\[ONNXRuntimeError\] : \d+ : \w+ : ", "", str(error)).strip().split("\n")[0]
    text = text.split(" was false. ")[-1].split("[ShapeInferenceError] ")[-1].split("Status Message: ")[-1]
    text = re.sub(r"^.*?onnxruntime::\S+(\(.*?\))?( \[with .*?\])? ", "", text)
    text = re.sub(r"^(const )?\S+&\) (\[with .*?\] )?", "", text)
    text = re.sub(r"^This is an invalid model\. .*, Error ", "", text)
    return re.sub(r"^\w+\.(cc|h):\d+ \w+ ", "", text)[:300]


def model(op, attributes, inputs, constants):
    """A model of one node. `inputs` are the shapes of float tensors, `constants` tensors by position (null: left out)."""
    graph_inputs, initializers, names = [], [], []
    for index, shape in enumerate(inputs):
        names.append(f"X{index}")
        graph_inputs.append(helper.make_tensor_value_info(names[-1], TensorProto.FLOAT, shape))
    for index, constant in enumerate(constants):
        if constant is None:
            names.append("")
            continue
        names.append(f"C{index}")
        kind = numpy.float32 if any(isinstance(v, float) for v in constant) else numpy.int64
        initializers.append(numpy_helper.from_array(numpy.array(constant, dtype=kind), names[-1]))
    node = helper.make_node(op, names, ["Y"], **attributes)
    output = onnx.ValueInfoProto()
    output.name = "Y"
    graph = helper.make_graph([node], "g", graph_inputs, [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)], initializers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)


def inferred(made):
    try:
        found = onnx.shape_inference.infer_shapes(made, strict_mode=True, data_prop=True)
    except Exception as error:
        return {"error": reason(error)}
    kind = found.graph.output[0].type.tensor_type
    if not kind.HasField("shape"):
        return None
    dims = [d.dim_value if d.HasField("dim_value") else None for d in kind.shape.dim]
    return dims


def run(op, attributes, inputs, constants=(), salts=None):
    """{"output", "y"} or {"error"} by onnxruntime; {"inference"} beside it where shape inference says something else."""
    try:
        made = model(op, attributes, inputs, constants)
    except Exception as error:  # make_node itself refuses.
        return {"error": reason(error)}, None
    feed = {f"X{i}": tensor(shape, salts[i] if salts else 2) for i, shape in enumerate(inputs)}
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    found, result = {}, None
    try:
        session = onnxruntime.InferenceSession(made.SerializeToString(), options, providers=["CPUExecutionProvider"])
        result = session.run(None, feed)[0]
        found["output"] = list(result.shape)
    except Exception as error:
        found["error"] = reason(error)
    guess = inferred(made)
    if guess is not None and guess != found.get("output") and not (isinstance(guess, dict) and "error" in found):
        found["inference"] = guess
    return found, result


def meta():
    return {
        "framework": "onnx",
        "onnx": onnx.__version__,
        "onnxruntime": onnxruntime.__version__,
        "opset": OPSET,
        "numpy": numpy.__version__,
        "python": sys.version.split()[0],
        "device": "cpu",
        "seed": SEED,
        "values": "x has salt 2, weights salt 1: ((n * 2654435761 + salt) mod 2^32 >> 13) mod 19 - 9",
        "origin": "executed",
    }


def write(cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    print('{"meta":' + json.dumps(meta()) + ',\n"cases":[\n' + lines + "\n]}")
