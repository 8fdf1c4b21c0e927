"""What PyTorch's pooling layers give back to their inputs, as the truth for src/engine/poolOverlap.ts.

Each case has the gradient of the sum of all outputs at every input: of an average with its own divisor, and with divisor_override=1, which
counts the windows that an input is in. Run with torch and write beside this file: python poolOverlap.py > poolOverlap.json
"""

import json
import random

import torch
import torch.nn.functional as F

random.seed(20261125)


def gradient(size, function):
    x = torch.ones(1, 1, *size, dtype=torch.float64, requires_grad=True)
    y = function(x)
    y.sum().backward()
    return list(y.shape[2:]), [round(v, 12) for v in x.grad.flatten().tolist()]


def window_case():
    rank = random.choice([2, 2, 3])
    pool = {2: F.avg_pool2d, 3: F.avg_pool3d}[rank]
    kernel = [random.randint(1, 4) for _ in range(rank)]
    stride = [random.randint(1, 4) for _ in range(rank)]
    padding = [random.randint(0, k // 2) for k in kernel]
    # The backward pass of avg_pool3d refuses an input smaller than the window, which its forward pass takes padded.
    size = [random.randint(k if rank == 3 else 1, 5 if rank == 3 else 9) for k in kernel]
    ceil, include = random.random() < 0.5, random.random() < 0.5
    divisor = random.choice([None, None, None, 5])
    common = dict(kernel_size=kernel, stride=stride, padding=padding, ceil_mode=ceil)
    case = dict(input=size, kernel=kernel, stride=stride, padding=padding, ceil=ceil, include=include, divisor=divisor)
    try:
        output, values = gradient(
            size, lambda x: pool(x, count_include_pad=include, divisor_override=divisor, **common)
        )
        _, counts = gradient(size, lambda x: pool(x, divisor_override=1, **common))
    except RuntimeError as error:
        return {**case, "error": str(error).splitlines()[0]}
    return {**case, "output": output, "gradient": values, "counts": [int(c) for c in counts]}


def adaptive_case():
    size = [random.randint(1, 9) for _ in range(2)]
    output = [random.randint(1, 9) for _ in range(2)]
    _, values = gradient(size, lambda x: F.adaptive_avg_pool2d(x, output))
    return {"input": size, "adaptive": output, "gradient": values}


cases = [window_case() for _ in range(300)] + [adaptive_case() for _ in range(100)]
print('{"meta": ' + json.dumps({"torch": torch.__version__, "device": "cpu"}) + ', "cases": [')
print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
print("]}")
