"""What onnxruntime answers for the operator Resize: the data of interpolationOnnx.json, which the engine's tests compare with.

Usage: python interpolationOnnx.py > interpolationOnnx.json      (onnx, onnxruntime, numpy; CPU)

All in float32, opset 19. A mode that onnxruntime refuses is not in the data; meta says how many of each message there were.
"""

import collections

import numpy
import onnx
import onnxruntime
from interpolationCommon import SIZES, digits, image, random_sizes, rng, sweep, write
from onnx import TensorProto, helper

onnxruntime.set_default_logger_severity(4)
WORDS = {
    "coordinateTransformationMode": "coordinate_transformation_mode",
    "nearestMode": "nearest_mode",
    "cubicCoeffA": "cubic_coeff_a",
    "excludeOutside": "exclude_outside",
    "antialias": "antialias",
}
refused = collections.Counter()


def resize(x, mode, options, sizes=None, scales=None, roi=None):
    attributes = {WORDS[k]: int(v) if isinstance(v, bool) else v for k, v in options.items()}
    names = ["x", "roi" if roi else "", "scales" if scales else "", "sizes" if sizes else ""]
    while names[-1] == "":
        names.pop()
    given = {"x": x.astype(numpy.float32)}
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)]
    for name, value, kind, dtype in [
        ("roi", roi, TensorProto.FLOAT, numpy.float32),
        ("scales", scales, TensorProto.FLOAT, numpy.float32),
        ("sizes", sizes, TensorProto.INT64, numpy.int64),
    ]:
        if value:
            given[name] = numpy.array(value, dtype)
            inputs.append(helper.make_tensor_value_info(name, kind, [len(value)]))
    node = helper.make_node("Resize", names, ["y"], mode=mode, **attributes)
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None] * x.ndim)
    graph = helper.make_graph([node], "resize", inputs, [output])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, given)[0]


def case(mode, options, size_in, size_out=None, factors=None, regions=None):
    x = image(size_in)[None, None]
    lead = [1, 1]
    roi = [0.0, 0.0, *[r[0] for r in regions], 1.0, 1.0, *[r[1] for r in regions]] if regions else None
    try:
        y = resize(x, mode, options, lead + size_out if size_out else None, [1.0, 1.0, *factors] if factors else None, roi)
    except Exception as error:
        refused[str(error).splitlines()[0].split("Status Message: ")[-1][-110:]] += 1
        return
    found = {"mode": mode, "options": options, "in": size_in, "out": list(y.shape[2:])}
    if factors:
        found["factors"] = factors
    if regions:
        found["regions"] = regions
    cases.append({**found, "y": digits(y)})


cases = []
COORDINATES = ["half_pixel", "pytorch_half_pixel", "half_pixel_symmetric", "asymmetric", "align_corners"]
FILTERS = [
    ("linear", {}),
    ("cubic", {}),
    ("cubic", {"cubicCoeffA": -0.5}),
    ("cubic", {"cubicCoeffA": -0.5, "excludeOutside": True}),
    ("linear", {"antialias": True}),
    ("cubic", {"antialias": True}),
    ("cubic", {"antialias": True, "cubicCoeffA": -0.5, "excludeOutside": True}),
]


def sizes_for(mode, options, rank, count):
    return rng.sample(SIZES[rank], count) + [random_sizes(rng, rank)]


for coordinates in COORDINATES:
    for mode, options in [("nearest", {"nearestMode": m}) for m in ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"]] + FILTERS:
        for rank in (1, 2, 3):
            if mode == "cubic" and rank != 2:
                continue
            options = {"coordinateTransformationMode": coordinates, **options}
            for size_in, size_out in sizes_for(mode, options, rank, {1: 1, 2: 3, 3: 1}[rank]):
                case(mode, options, size_in, size_out=size_out)
            for _ in range(2 if rank == 2 else 1):
                size_in, _ = random_sizes(rng, rank)
                factors = [rng.choice([0.5, 0.75, 1.25, 1.5, 2.0, 2.625, 3.0]) for _ in size_in]
                if all(int(n * f) >= 1 for n, f in zip(size_in, factors)):
                    case(mode, options, size_in, factors=factors)
for mode, options in [("nearest", {}), ("linear", {}), ("cubic", {})]:
    for _ in range(6):
        size_in, size_out = random_sizes(rng, 2)
        # With equal sizes onnxruntime forgets the region.
        regions = [sorted(rng.choice([0, 0.125, 0.25, 0.5, 0.75, 1.0, 1.25]) for _ in range(2)) for _ in range(2)]
        case(mode, {"coordinateTransformationMode": "tf_crop_and_resize", **options}, size_in, size_out=size_out, regions=regions)


def swept(options):
    def indices(n, m):
        return resize(numpy.arange(n, dtype=numpy.float32)[None, None, :, None], "nearest", options, [1, 1, m, 1]).ravel().astype(int).tolist()

    return indices


def options(coordinates, rounding):
    return {"coordinateTransformationMode": coordinates, "nearestMode": rounding}


sweeps = [
    sweep("nearest", options("asymmetric", "floor"), False, swept(options("asymmetric", "floor")), (24, 40)),
    sweep("nearest", options("half_pixel", "round_prefer_ceil"), True, swept(options("half_pixel", "round_prefer_ceil")), (24, 40)),
    sweep("nearest", options("half_pixel", "round_prefer_floor"), "down", swept(options("half_pixel", "round_prefer_floor")), (24, 40)),
]
meta = {"framework": "onnx", "onnxruntime": onnxruntime.__version__, "onnx": onnx.__version__, "opset": 19, "device": "cpu"}
write({**meta, "left out": dict(refused)}, cases, sweeps)
