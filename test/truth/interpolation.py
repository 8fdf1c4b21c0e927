"""What torch.nn.functional.interpolate answers: the data of interpolation.json, which the engine's tests compare with.

Usage: ATEN_CPU_CAPABILITY=default python interpolation.py > interpolation.json      (torch with numpy; any CPU build)

Modes with weights are computed in float64. Nearest modes are computed in float32, PyTorch's default, because the index depends on
it; sweeps are over the height of a picture. Without ATEN_CPU_CAPABILITY=default PyTorch's 1-D and 3-D kernels use fused multiply-add
where the processor has it, and nearest-exact then differs at a few places that lie exactly between two elements.
"""

import os

import torch
from interpolationCommon import SIZES, digits, image, random_sizes, rng, sweep, write

assert os.environ.get("ATEN_CPU_CAPABILITY") == "default", "see the usage"
# Every row of such a result is the first one: torch.arange(4.).view(1, 1, 2, 2) to (3, 1) gives 0.5 three times.
LEFT_OUT = "antialias to a width of 1 and another height, which PyTorch answers with copies of the first row"
MODES = {
    1: ["nearest", "nearest-exact", "linear", "area"],
    2: ["nearest", "nearest-exact", "bilinear", "bicubic", "area"],
    3: ["nearest", "nearest-exact", "trilinear", "area"],
}


def resize(size_in, mode, **arguments):
    dtype = torch.float32 if mode.startswith("nearest") else torch.float64
    x = torch.from_numpy(image(size_in)).to(dtype)[None, None]
    return torch.nn.functional.interpolate(x, mode=mode, **arguments)[0, 0]


def case(mode, options, size_in, size_out=None, factors=None):
    arguments = {"scale_factor": tuple(factors)} if factors else {"size": tuple(size_out)}
    if "alignCorners" in options:
        arguments["align_corners"] = options["alignCorners"]
    if "antialias" in options:
        arguments["antialias"] = options["antialias"]
    y = resize(size_in, mode, **arguments)
    found = {"mode": mode, "options": options, "in": size_in, "out": list(y.shape)}
    if factors:
        found["factors"] = factors
    return {**found, "y": digits(y.numpy())}


def variants(mode):
    found = [{}]
    if mode.endswith("linear") or mode == "bicubic":
        found += [{"alignCorners": True}]
    if mode in ("bilinear", "bicubic"):
        found += [{"antialias": True}, {"antialias": True, "alignCorners": True}]
    return found


cases = []
for rank, modes in MODES.items():
    for mode in modes + (["lanczos"] if rank == 2 else []):
        for options in [{"antialias": True}] if mode == "lanczos" else variants(mode):
            for size_in, size_out in SIZES[rank] + [random_sizes(rng, rank) for _ in range(2)]:
                if options.get("antialias") and size_out[1] == 1 and size_out[0] != size_in[0]:
                    continue
                cases.append(case(mode, options, size_in, size_out))
        # A given factor enters the coordinates as 1/factor, except for area and align_corners.
        if mode not in ("area", "lanczos"):
            for _ in range(4):
                size_in, _ = random_sizes(rng, rank)
                factors = [rng.choice([0.29, 0.5, 0.7, 1.3, 1.5, 1.9, 2.0, 2.6, 3.7]) for _ in size_in]
                if all(int(n * f) >= 1 for n, f in zip(size_in, factors)):
                    cases.append(case(mode, {}, size_in, factors=factors))


def swept(mode):
    def indices(n, m):
        x = torch.arange(n, dtype=torch.float32).reshape(1, 1, n, 1)
        return torch.nn.functional.interpolate(x, size=(m, 1), mode=mode).flatten().int().tolist()

    return indices


sweeps = [sweep("nearest", {}, False, swept("nearest")), sweep("nearest-exact", {}, True, swept("nearest-exact"))]
write({"framework": "torch", "torch": torch.__version__, "device": "cpu, ATEN_CPU_CAPABILITY=default", "left out": LEFT_OUT}, cases, sweeps)
