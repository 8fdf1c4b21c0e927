"""What the generators interpolation*.py share: inputs that the tests repeat, sizes, and one compact JSON form."""

import json
import random
import sys

import numpy


def values(count, salt=5):
    """Integers from -9 to 9, scattered by a multiplicative hash (Knuth), flat and row-major over the spatial axes."""
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> numpy.uint64(13)) % numpy.uint64(19)).astype(numpy.int64) - 9


def image(shape):
    return values(int(numpy.prod(shape))).astype(numpy.float64).reshape(shape)


# Up, down, both at once, equal, from and to one element, primes, large factors.
SIZES = {
    1: [([8], [16]), ([8], [5]), ([8], [11]), ([8], [3]), ([5], [13]), ([7], [7]), ([1], [4]), ([6], [1]), ([29], [7]), ([3], [30])],
    2: [([4, 4], [8, 8]), ([5, 7], [9, 4]), ([8, 8], [3, 5]), ([6, 9], [6, 18]), ([1, 5], [3, 1]), ([7, 3], [1, 11]), ([13, 11], [4, 3]), ([3, 4], [9, 12])],
    3: [([2, 3, 4], [4, 6, 8]), ([4, 5, 3], [3, 2, 5]), ([3, 1, 5], [1, 4, 7]), ([5, 4, 4], [2, 4, 6])],
}


def random_sizes(rng, rank):
    largest = {1: 24, 2: 9, 3: 5}[rank]
    return [rng.randint(1, largest) for _ in range(rank)], [rng.randint(1, largest) for _ in range(rank)]


def digits(result):
    """Nine significant digits, far below any tolerance."""
    return [float(f"{v:.9g}") + 0.0 for v in numpy.asarray(result, dtype=numpy.float64).ravel().tolist()]


def compact(value):
    text = json.dumps(value, separators=(",", ":"))
    return text.replace(".0,", ",").replace(".0]", "]")


def write(meta, cases, sweeps):
    meta = {
        **meta,
        "python": sys.version.split()[0],
        "numpy": numpy.__version__,
        "values": "x has salt 5: ((n * 2654435761 + salt) mod 2^32 >> 13) mod 19 - 9",
        "origin": "executed",
        "seed": SEED,
    }
    print('{"meta":' + json.dumps(meta) + ',\n"cases":[')
    print(",\n".join(compact(case) for case in cases))
    print('],\n"sweeps":[')
    print(",\n".join(compact(sweep) for sweep in sweeps))
    print("]}")


def exact_index(half, n, m, o):
    """From o * n/m down, or, of places between the middles, to the nearest (True: halves up; "down": halves down)."""
    if half == "down":
        return max(0, -(-(2 * o + 1) * n // (2 * m)) - 1)
    return (2 * o + 1) * n // (2 * m) if half else o * n // m


def sweep(mode, options, half, indices, largest=(48, 64)):
    """Every nearest resize from n to m elements; `differs` lists [n, m, output, input] where exact arithmetic says otherwise."""
    differs = []
    for n in range(1, largest[0] + 1):
        for m in range(1, largest[1] + 1):
            for o, index in enumerate(indices(n, m)):
                if index != exact_index(half, n, m, o):
                    differs.append([n, m, o, int(index)])
    return {"mode": mode, "options": options, "half": half, "largest": list(largest), "differs": differs}


SEED = 20261125
rng = random.Random(SEED)
