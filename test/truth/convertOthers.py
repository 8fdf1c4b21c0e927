"""Makes otherLibraries.json from a file of hand-picked shape cases: calls of libraries that are not modelled, as Python code.

Usage: python convertOthers.py FILE > otherLibraries.json

FILE is convertCases.py's. Its answers are kept, but no rule of ours is asked: such a call must give no number. Cases of libraries for other
languages (Rust, Julia, C++) are no Python code and are left out.
"""

import json
import sys

IMPORTS = {
    "tinygrad": ["import tinygrad", "from tinygrad import Tensor, nn"],
    "mindspore": ["import mindspore"],
    "mxnet": ["import mxnet", "import mxnet.gluon"],
    "scipy": ["import numpy", "import scipy", "import scipy.signal", "import scipy.ndimage"],
    "numpy": ["import numpy"],
}


def text(value):
    return repr(tuple(value) if isinstance(value, list) else value)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    kept, left_out = [], {}
    for case in cases:
        name = case["framework"]
        if name not in IMPORTS:
            if name in ("burn", "candle", "flux.jl", "tch", "libtorch"):
                left_out[name] = left_out.get(name, 0) + 1
            continue
        arguments = [text(v) for v in case.get("args", [])] + [f"{k}={text(v)}" for k, v in case.get("kwargs", {}).items()]
        call = f"{case['api']}({', '.join(arguments)})"
        kept.append({"id": case["id"], "framework": name, "imports": IMPORTS[name], "call": call, "verified": case["verified"]})
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), ensure_ascii=False) for case in kept)
    print('{"meta":' + json.dumps({"leftOut": left_out}) + ',\n"cases":[\n' + lines + "\n]}")


main()
