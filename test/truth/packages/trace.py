"""Imports files of installed packages under real PyTorch, evaluates example calls in their namespaces, and records every
convolution call site of the package with the shapes that ran through it.

    python trace.py calls.json > sites.json      # in an environment with the packages of calls.json's "packages"

What a site and a run are, and how they are found: ../models/trace.py, whose parts are used. Places are relative to the
folder that holds the packages (site-packages). Only what happens while the calls are evaluated is recorded.
"""

import contextlib
import importlib
import io
import json
import os
import sys
import warnings
from importlib import metadata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'models'))
import trace as models  # noqa: E402


class Lazily(dict):
    """Per traced file, read when it is first asked for; a file is traced if it belongs to one of the packages."""

    def __init__(self, folders, make):
        super().__init__()
        self.folders, self.make = folders, make

    def __contains__(self, name):
        return name.startswith(self.folders)

    def __missing__(self, name):
        with open(name, encoding='utf-8-sig') as file:
            self[name] = made = self.make(file.read())
        return made


def calls_of(text):
    import ast

    return {(node.end_lineno, node.end_col_offset): node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}


def stub_torchvision():
    """The wheel is built for other builds of PyTorch; its own operators are not needed for any of the calls."""
    import torch

    library = torch.library.Library('torchvision', 'DEF')
    for name in ('nms', 'qnms'):
        library.define(name + '(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')
    return library


def main():
    import torch

    warnings.simplefilter('ignore')
    with open(sys.argv[1], encoding='utf-8') as file:
        listed = json.load(file)
    root = os.path.dirname(os.path.dirname(torch.__file__))
    kept = stub_torchvision()
    models.watch_torch()
    folders = tuple(os.path.join(root, name) + os.sep for name in listed['folders'])
    rows = []
    for case in listed['calls']:
        path, call = case['file'], case['call']
        trace = models.Trace({})
        trace.lines = Lazily(folders, lambda text: text.split('\n'))
        trace.calls = Lazily(folders, calls_of)
        models.TRACE = None
        models.ACTIVE.clear()
        torch.manual_seed(0)
        try:
            with contextlib.redirect_stdout(io.StringIO()), torch.no_grad():
                module = importlib.import_module(path[: -len('.py')].removesuffix('/__init__').replace('/', '.'))
                models.TRACE = trace
                made = eval(call, {'torch': torch, **module.__dict__})
            output = models.shape_of(made if not hasattr(made, 'to_tuple') else made.to_tuple(), lambda value: isinstance(value, torch.Tensor))
        except Exception as raised:
            print(path, call, 'failed:', f'{type(raised).__name__}: {raised}'.split('\n')[0], file=sys.stderr)
            continue
        finally:
            models.TRACE = None
        sites = {}
        for (name, place, api), runs in trace.sites.items():
            sites.setdefault(os.path.relpath(name, root).replace(os.sep, '/'), []).append([*place, api, runs])
        if trace.homeless:
            print(path, call, 'without a call:', trace.homeless[:3], file=sys.stderr)
        print(path, call, 'ok', sum(map(len, sites.values())), output, file=sys.stderr)
        rows.append({'file': path, 'call': call, 'output': output, 'sites': {name: sorted(sites[name], key=lambda row: row[:4]) for name in sorted(sites)}})
    del kept
    versions = {name: metadata.version(name) for name in ['torch', *listed['packages']]}
    text = ',\n'.join(json.dumps(row, separators=(',', ':')) for row in rows)
    print(f'{{"meta": {json.dumps({"python": sys.version.split()[0], **versions})},\n"calls": [\n{text}\n]}}')


if __name__ == '__main__':
    main()
