"""What a framework answers to calls: each call is a text that is evaluated, and its answer is a shape or an error.

A generator imports this file, makes texts, and writes what came out:

    cases = run(calls, {"torch": torch, "nn": nn, "F": F})
    write("torchLayers", cases, {"torch": torch.__version__, "seed": SEED})

A case is one line: {"call": text, "output": shape} or {"call": text, "error": "Type: first line of the message"}. The
shape of a tensor is a list of sizes (null for one that is open); a tuple, list or dict of results is a list of theirs; an int is an int.
"""

import argparse
import json
import random
import re
import sys
from pathlib import Path

LIMIT = 1_400_000


def options(seed):
    """The seed and the folder: another seed, into another folder, gives cases that nobody has looked at."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--out")
    return parser.parse_args()


class Texts:
    """Random pieces of calls."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def chance(self, probability):
        return self.rng.random() < probability

    def one(self, *choices):
        return self.rng.choice(choices)

    def int(self, low, high):
        return self.rng.randint(low, high)

    def tuple(self, values):
        values = [str(value) for value in values]
        if self.chance(0.1):
            return f"[{', '.join(values)}]"
        return f"({', '.join(values)}{',' if len(values) == 1 else ''})"

    def per_axis(self, rank, low, high, odd=0.0):
        """An int, or one per axis; with the probability `odd`, a tuple of another length."""
        if self.chance(0.55) and not self.chance(odd):
            return str(self.int(low, high))
        length = self.one(1, rank + 1, max(1, rank - 1)) if self.chance(odd) else rank
        return self.tuple(self.int(low, high) for _ in range(length))

    def call(self, name, given, positional=1):
        """The call: arguments (name, text) by position up to some point, the rest by keyword in any order."""
        cut = self.int(min(positional, len(given)), len(given))
        keywords = [f"{key}={value}" for key, value in given[cut:]]
        self.rng.shuffle(keywords)
        return f"{name}({', '.join([value for _, value in given[:cut]] + keywords)})"

    def some(self, given, required):
        """The required arguments and a random prefix or selection of the others."""
        rest = given[required:]
        if self.chance(0.5):
            return given[:required] + rest[: self.int(0, len(rest))], True
        return given[:required] + [one for one in rest if self.chance(0.5)], False

    def given(self, name, given, required):
        """A call with the required and some optional arguments; positions only where none is left out."""
        chosen, prefix = self.some(given, required)
        if prefix:
            return self.call(name, chosen, min(required, 1))
        head = [value for _, value in chosen[:required]]
        return f"{name}({', '.join(head + [f'{key}={value}' for key, value in chosen[required:]])})"


def describe(result):
    """The shape of a result, or of all its parts."""
    if hasattr(result, "shape"):
        return [None if size is None else int(size) for size in result.shape]
    if isinstance(result, dict):
        return [describe(part) for part in result.values()]
    if isinstance(result, (tuple, list)):
        return [describe(part) for part in result]
    if isinstance(result, int) and not isinstance(result, bool):
        return result
    raise SystemExit(f"no shape: {type(result).__name__}")


def first_line(message):
    """The first line that says something. Keras wraps what is raised in a call in a line of its own, and colours the reason."""
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line).strip() for line in message.split("\n")]
    return next((line for line in lines if line and not line.startswith("Exception encountered when calling")), "")[:400]


def answer(call, namespace):
    try:
        result = eval(call, dict(namespace))
    except SyntaxError:
        raise SystemExit(f"not Python: {call}")
    except Exception as error:  # The refusal is what is asked for, whatever its type.
        return {"call": call, "error": f"{type(error).__name__}: {first_line(str(error))}".strip()}
    return {"call": call, "output": describe(result)}


def run(calls, namespace):
    """The answers to all distinct calls, in their order."""
    return [answer(call, namespace) for call in dict.fromkeys(calls)]


def write(stem, cases, meta, folder=None):
    """Writes STEM.json beside the scripts; STEM2.json and so on take what would make a file too large to read."""
    folder = Path(folder) if folder else Path(__file__).parent
    meta = {**meta, "python": sys.version.split()[0], "origin": "executed"}
    lines = [json.dumps(case, separators=(",", ":"), ensure_ascii=False) for case in cases]
    files, size = [[]], 0
    for line in lines:
        size += len(line.encode()) + 2
        if size > LIMIT:
            files.append([])
            size = 0
        files[-1].append(line)
    for number, part in enumerate(files, 1):
        text = '{"meta":' + json.dumps(meta) + ',\n"cases":[\n' + ",\n".join(part) + "\n]}\n"
        (folder / f"{stem}{number if number > 1 else ''}.json").write_text(text, encoding="utf-8")
    refused = sum("error" in case for case in cases)
    print(f"{stem}: {len(cases)} cases, {refused} refusals, {len(files)} file(s)", file=sys.stderr)
