"""Makes cases.json from a file of hand-picked shape cases: convolutions, with their parameters bound, or as code.

Usage: python convertCases.py FILE > cases.json

FILE holds {"cases": [{id, framework, version, api, args, kwargs, input_shape, output_shape or error, origin, verified}]}. Every
case keeps these fields; `params` is added: the call's arguments bound by the framework's signature and
spread over the axes. Paddle's and MLX's cases become Python code instead (`imports`, `call`), ONNX's a `node`. Cases that are no question for the engine are left out, and why is listed in `meta.leftOut`.
"""

import json
import re
import sys

TORCH = "in_channels out_channels kernel_size stride padding dilation groups bias padding_mode".split()
TORCH_TRANSPOSED = "in_channels out_channels kernel_size stride padding output_padding groups bias dilation padding_mode".split()
F_CONV = "bias stride padding dilation groups".split()
F_TRANSPOSED = "bias stride padding output_padding groups dilation".split()
KERAS = "filters kernel_size strides padding data_format dilation_rate groups".split()
KERAS_TRANSPOSED = "filters kernel_size strides padding output_padding data_format dilation_rate".split()
KERAS_3D_TRANSPOSED = "filters kernel_size strides padding data_format output_padding dilation_rate".split()
DEPTHWISE = "kernel_size strides padding depth_multiplier data_format dilation_rate".split()
SEPARABLE = "filters kernel_size strides padding data_format dilation_rate depth_multiplier".split()
OPS = "strides padding data_format dilation_rate".split()
OPS_TRANSPOSED = "strides padding output_padding data_format dilation_rate".split()


def signature(api):
    if api.startswith("torch"):
        if "functional" in api:
            return F_TRANSPOSED if "transpose" in api else F_CONV
        names = TORCH_TRANSPOSED if "Transpose" in api else TORCH
        return names[1:] if "Lazy" in api else names
    if ".ops." in api:
        return OPS_TRANSPOSED if "transpose" in api else OPS
    if "Depthwise" in api:
        return DEPTHWISE
    if "Separable" in api:
        return SEPARABLE
    if "Conv3DTranspose" in api:
        return KERAS_3D_TRANSPOSED
    return KERAS_TRANSPOSED if "Transpose" in api else KERAS


# What makes a tensor of a shape, and what must be imported, where a case is asked as Python code.
TENSORS = {
    "keras3": ("tf.zeros", ["import keras", "import tensorflow as tf"]),
    "tensorflow": ("tf.zeros", ["import tensorflow as tf"]),
    "paddle": ("paddle.zeros", ["import paddle"]), "mlx": ("mlx.core.zeros", ["import mlx.core", "import mlx.nn"]),
}

# Cases that we answer with unknown, because their sources contradict each other.
UNKNOWN = {
    "tensorflow-022": "a depthwise convolution with stride and dilation, of which TensorFlow warns that it is not what it says",
    "paddle-010": "Paddle's code and documentation disagree about SAME in a transposed convolution",
    "paddle-011": "Paddle's code and documentation disagree about SAME in a transposed convolution",
}


def python_call(case):
    """A layer made and called on zeros, as Python code."""
    text = lambda value: repr(tuple(value) if isinstance(value, list) else value)
    keywords = lambda values: [f"{name}={text(value)}" for name, value in values.items()]
    tensor, imports = TENSORS[case["framework"]]
    made = ", ".join([text(value) for value in case["args"]] + keywords(case["kwargs"]))
    called = ", ".join([f"{tensor}({text(case['input_shape'])})"] + keywords(case.get("call_kwargs", {})))
    return {"imports": imports, "call": f"{case['api']}({made})({called})"}


# Traced, a scale is multiplied in single precision; nothing in the code says that it is.
TRACED = ("pytorch-217",)
CONV = re.compile(r"torch\.nn\.(Lazy|functional\.)?[Cc]onv")


def is_torch_code(case):
    """Whether a case of PyTorch is asked as code: what is no convolution, or takes more than its parameters say."""
    if case["framework"] == "torchvision":
        return True
    if case["framework"] != "pytorch" or case["kwargs"].get("device") == "meta" or case["id"] in TRACED:
        return False
    return not CONV.search(case["api"]) or "call_kwargs" in case or "conv_tbc" in case["api"]


def torch_call(case):
    """A layer made and called on zeros, or a function of zeros, as Python code."""
    text = lambda value: repr(tuple(value) if isinstance(value, list) else value)
    zeros = lambda shape: f"torch.zeros({', '.join(map(str, shape))})"
    arguments = [text(value) for value in case["args"]] + [f"{key}={text(value)}" for key, value in case["kwargs"].items()]
    called = dict(case.get("call_kwargs", {}))
    data = [zeros(case["input_shape"])]
    if "Unpool" in case["api"]:
        data.append(f"{zeros(case['input_shape'])}.long()")
    if "offset_shape" in called:
        data.append(zeros(called.pop("offset_shape")))
    data += [f"{key}={text(value)}" for key, value in called.items()]
    if "conv_tbc" in case["api"]:
        weight = case["weight_shape"]
        call = f"{case['api']}({', '.join(data + [zeros(weight), zeros(weight[-1:])] + arguments)})"
    elif "functional" in case["api"]:
        call = f"{case['api']}({', '.join(data + arguments)})"
    else:
        call = f"{case['api']}({', '.join(arguments)})({', '.join(data)})"
    if case["framework"] == "torchvision":
        return {**case, "imports": ["import torch", "import torchvision"], "call": call, "unknown": "torchvision's own layers are not read"}
    return {**case, "imports": ["import torch"], "call": call}


ON_JAX = ("jax", "flax.linen", "flax.nnx", "haiku", "equinox")

# Layers on top of JAX that are not convolutions: Haiku's and Equinox' other layers are not modelled.
BETWEEN_ON_JAX = re.compile(r"haiku\.max_pool|equinox\.nn\.(Max|Adaptive)")


def jax_call(case):
    """A convolution of JAX or of a library on top of it, on zeros, as Python code."""
    def text(value):
        return repr(tuple(tuple(part) if isinstance(part, list) else part for part in value) if isinstance(value, list) else value)

    api, framework = case["api"], case["framework"]
    arguments = [text(value) for value in case["args"]] + [f"{name}={text(value)}" for name, value in case["kwargs"].items()]
    zeros = f"jnp.zeros({tuple(case['input_shape'])})"
    imports = ["import jax", "import jax.numpy as jnp", "import flax.linen, flax.nnx", "import haiku", "import equinox.nn"]
    if framework == "jax":
        weight = f"jnp.zeros({tuple(case['weight_shape'])})"
        call = f"{api}({', '.join([zeros, weight, *arguments])})"
    elif "pool" in api and framework == "flax.linen" or framework == "haiku" and "pool" in api:
        call = f"{api}({', '.join([zeros, *arguments])})"
    elif framework == "flax.linen":
        call = f"{api}({', '.join(arguments)}).init_with_output(jax.random.key(0), {zeros})[0]"
    else:
        last = {"flax.nnx": ["rngs=flax.nnx.Rngs(0)"], "equinox": ["key=jax.random.key(0)"]}.get(framework, [])
        call = f"{api}({', '.join(arguments + last)})({zeros})"
    known = {"unknown": "its other layers are not modelled"} if BETWEEN_ON_JAX.search(api) else {}
    return {**case, "imports": imports, "call": call, **known}


def functional_call(case):
    """A function of TensorFlow or keras.ops on zeros, as Python code."""
    text = lambda value: repr(value)
    shapes = [case["input_shape"]] + ([case["weight_shape"]] if "weight_shape" in case else [])
    made = [f"tf.zeros({tuple(shape)})" for shape in shapes] + [text(value) for value in case["args"]]
    made += [f"{name}={text(value)}" for name, value in case["kwargs"].items()]
    return {"imports": TENSORS["keras3"][1], "call": f"{case['api']}({', '.join(made)})"}


def keras_call(case):
    """A layer of Keras on a tensor of zeros, as Python code."""
    made = [repr(value) for value in case["args"]] + [f"{name}={value!r}" for name, value in case["kwargs"].items()]
    imports, shape = TENSORS["keras3"][1], tuple(case["input_shape"])
    return {"imports": imports, "call": f"{case['api']}({', '.join(made)})(tf.zeros({shape}))"}


CONVOLUTION = re.compile(r"keras\.layers\.(Conv|Separable|Depthwise)|keras\.ops\.(conv|depthwise)")


def as_code(case):
    """Whether a case of Keras or TensorFlow is asked as code: all but Keras' convolutions, whose parameters say it all."""
    if case["framework"] == "tensorflow":
        return True
    return case["framework"] == "keras3" and (not CONVOLUTION.search(case["api"]) or bool(reason_for_code(case)))


def reason_for_code(case):
    """What of a convolution of Keras is not in its parameters."""
    return "AttributeError" in case.get("error", "") or ".ops." in case["api"]


TFJS = {
    "tf.conv1d": "strides padding data_format dilations rounding",
    "tf.conv2d": "strides padding data_format dilations rounding",
    "tf.conv2dTranspose": "output_shape strides padding",
}


def bind_tfjs(case):
    """A call of TensorFlow.js as the engine's parameters; its layers take one object of them."""
    api, layer = case["api"], ".layers." in case["api"]
    rank = int(re.search(r"(\d)d", api).group(1))
    kwargs = case["kwargs"]
    given = dict(zip(TFJS.get(api, "").split(), case["args"]))
    if layer:
        given = {"strides": kwargs.get("strides", 1), "padding": kwargs.get("padding", "valid"), "dilations": kwargs.get("dilationRate", 1)}
    spread = lambda value: value if isinstance(value, list) else [value] * rank
    first = given.get("data_format") == "NCHW"
    channels = case["input_shape"][1 if first else -1]
    transposed, depthwise, separable = "ranspose" in api, "epthwise" in api, "eparable" in api
    if layer:
        kernel, made, fed = spread(kwargs["kernelSize"]), kwargs.get("filters", 1), channels
    else:
        weight = case["weight_shape"]
        kernel, fed, made = weight[:-2], weight[-1 if transposed else -2], weight[-2 if transposed else -1]
    padding = given.get("padding", "valid")
    if isinstance(padding, list):
        padding = {"begin": [pair[0] for pair in padding[1:-1]], "end": [pair[1] for pair in padding[1:-1]]}
    elif not isinstance(padding, str):
        padding = [padding] * rank
    params = {
        "convention": "tfjs",
        "kind": "transposed" if transposed else "depthwise" if depthwise else "separable" if separable else "convolution",
        "spatialRank": rank,
        "inChannels": fed,
        "outChannels": made,
        "kernelSize": kernel,
        "stride": spread(given.get("strides", 1)),
        "padding": padding,
        # The layers of transposed convolutions take a dilation and compute without it.
        "dilation": [1] * rank if layer and transposed else spread(given.get("dilations", 1)),
        "outputPadding": None,
        "groups": 1,
        "bias": False,
        "paddingMode": "zeros",
        "depthMultiplier": kwargs.get("depthMultiplier", 1),
        "layout": "NCHW" if first else "NHWC",
    }
    if "output_shape" in given:
        params["outputSize"] = given["output_shape"][1:-1]
    return {**params, **({"rounding": given["rounding"]} if "rounding" in given else {})}


def onnx_node(case):
    """A node of ONNX; onnxruntime is the judge where it was asked."""
    inputs = [case["input_shape"]] + ([case["weight_shape"]] if "weight_shape" in case else [])
    judged = case.get("onnxruntime", case.get("output_shape"))
    answer = {"error": judged} if isinstance(judged, str) else {"output_shape": judged}
    case = {key: value for key, value in case.items() if key not in ("output_shape", "error")}
    return {**case, **answer, "node": {"op": case["api"], "attributes": case["kwargs"], "inputs": inputs}}


def convert(case):
    if case["framework"] == "onnx":
        return onnx_node(case)
    if case["framework"] in ON_JAX:
        return jax_call(case)
    if is_torch_code(case):
        return torch_call(case)
    if as_code(case):
        known = {"unknown": UNKNOWN[case["id"]]} if case["id"] in UNKNOWN else {}
        is_layer = ".layers." in case["api"]
        return {**case, **(keras_call(case) if is_layer else functional_call(case)), **known}
    if case["framework"] == "tfjs":
        params = bind_tfjs(case)
        rounding = {"rounding": params.pop("rounding")} if "rounding" in params else {}
        return {**case, **rounding, "params": params}
    if case["framework"] in ("paddle", "mlx"):
        known = {"unknown": UNKNOWN[case["id"]]} if case["id"] in UNKNOWN else {}
        return {**case, **python_call(case), **known}
    return {**case, "params": bind(case)}


def reason_to_leave_out(case):
    if is_torch_code(case):
        return None
    if case["id"] in TRACED:
        return "traced, a scale is multiplied in single precision"
    if case["framework"] in ("libtorch", "tch"):
        return "another language, on PyTorch's kernels"
    if case["framework"] in ("onnx", "paddle", "mlx", *ON_JAX) or as_code(case):
        return None
    if case["framework"] == "tfjs":
        return reason_of_tfjs(case)
    if case["kwargs"].get("device") == "meta":
        return "the meta device skips a check that devices make"
    if "AttributeError" in case.get("error", ""):
        return "a number where Keras wants a word: a matter of arguments"
    if ".ops." in case["api"] and case["kwargs"].get("dilation_rate", 1) != 1 and case["args"][0] != 1:
        return "a function without the check of the layers, which refuse stride with dilation"
    if "CustomBackpropInput" in case.get("error", ""):
        return "Keras gives the shape; TensorFlow's kernel refuses when it runs"
    return None


def reason_of_tfjs(case):
    if not re.search(r"[cC]onv", case["api"]):
        return "TensorFlow.js between its convolutions: no Python code calls it"
    known = {
        "tfjs-010": "a number as padding with unequal strides: refused as not known",
        "tfjs-018": "half a pixel of padding: refused",
        "tfjs-024": "channels first, which conv1d does not take: no parameter of the engine",
        "tfjs-027": "an output that is not what the convolution has as its input: refused, where TensorFlow.js reads beyond its data",
    }
    return known.get(case["id"])


def bind(case):
    api = case["api"]
    torch = api.startswith("torch")
    rank = int(re.search(r"(\d)[dD]", api).group(1)) if re.search(r"\d[dD]", api) else len(case["input_shape"]) - 2
    given = {**dict(zip(signature(api), case["args"])), **case["kwargs"]}

    def spread(value):
        return value if isinstance(value, list) else [value] * rank

    transposed = "ranspose" in api
    depthwise = "epthwise" in api
    first = torch or given.get("data_format") == "channels_first"
    shape = case["input_shape"]
    channels = shape[1] if first and len(shape) > 1 else shape[-1]
    weight = case.get("weight_shape")
    groups = given.get("groups", 1)
    if torch and weight:
        kernel = weight[2:]
        fed = weight[0] if transposed else weight[1] * groups
        made = weight[1] * groups if transposed else weight[0]
    elif weight:
        kernel = weight[:-2]
        fed = weight[-1] if transposed else channels
        made = weight[-2] if transposed else weight[-1]
        groups = 1 if transposed or depthwise else channels // weight[-2]
    else:
        kernel = spread(given["kernel_size"])
        fed = given.get("in_channels", channels)
        made = given.get("out_channels", given.get("filters", 1))
    padding = given.get("padding", 0 if torch else "valid")
    if isinstance(padding, str):
        padding = padding if torch else padding.lower()
    else:
        padding = spread(padding)
    output_padding = given.get("output_padding")
    return {
        "convention": "torch" if torch else "keras",
        "kind": "transposed" if transposed else "depthwise" if depthwise else "separable" if "Separable" in api else "convolution",
        "spatialRank": rank,
        "inChannels": fed,
        "outChannels": made,
        "kernelSize": kernel,
        "stride": spread(given.get("stride" if torch else "strides", 1)),
        "padding": padding,
        "dilation": spread(given.get("dilation" if torch else "dilation_rate", 1)),
        "outputPadding": None if output_padding is None else spread(output_padding),
        "groups": groups,
        "bias": True,
        "paddingMode": given.get("padding_mode", "zeros"),
        "depthMultiplier": weight[-1] if depthwise and weight else given.get("depth_multiplier", 1),
        "layout": "NCHW" if first else "NHWC",
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    ours = re.compile(r"torch\.nn\.(Lazy|functional\.)?[Cc]onv|keras\.layers\.(Conv|Separable|Depthwise)|keras\.ops\.(conv|depthwise)")
    kept, left_out = [], []
    for case in cases:
        if not ours.search(case["api"]) and case["framework"] not in ("onnx", "tfjs", "pytorch", "torchvision", "libtorch", "tch", *TENSORS, *ON_JAX):
            continue
        reason = reason_to_leave_out(case)
        if reason:
            left_out.append({"id": case["id"], "why": reason})
        else:
            kept.append(convert(case))
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), ensure_ascii=False) for case in kept)
    print('{"meta":{"leftOut":' + json.dumps(left_out) + '},\n"cases":[\n' + lines + "\n]}")


main()
