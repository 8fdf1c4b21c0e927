"""What a framework answers to calls: each call is a text that is evaluated, and its answer is a shape or an error.

A generator imports this file, makes texts, and writes what came out:

    cases = run(calls, {"torch": torch, "nn": nn, "F": F})
    write("torchLayers", cases, {"torch": torch.__version__, "seed": SEED})

A case is one line: {"call": text, "output": shape} or {"call": text, "error": "Type: first line of the message"}. The
shape of a tensor is a list of sizes (null for one that is open); a tuple, list or dict of results is a list of theirs; an int is an int.
"""

import json
import re
import sys
from pathlib import Path

LIMIT = 1_400_000


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
