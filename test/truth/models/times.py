"""Records how often each run of a convolution happens, and where in which model, for the scripts of torch/.

    python times.py > times.json     # in an environment with torch

The sites are trace.py's. A place is the attributes from the outermost module whose call is under way to the convolution (of a
functional: to the innermost module), by the nearest caller that has it among its named_modules(); of several names the shortest.
A convolution that is called by itself has the place "". Recorded as [input, output, {place: count}].
"""

import json
import os
import sys

import torch

import trace

STACK = []


def path():
    if len(STACK) == 1 and type(STACK[0]).__module__.startswith('torch.'):
        return ''
    return path_at(len(STACK) - 1) if STACK else ''


def path_at(index):
    module = STACK[index]
    if index == 0:
        return type(module).__name__
    for caller in range(index - 1, -1, -1):
        if STACK[caller] is module:
            return path_at(caller)
        names = [name for name, one in STACK[caller].named_modules(remove_duplicate=False) if one is module]
        if names:
            return f'{path_at(caller)}.{min(names, key=lambda name: name.count("."))}'
    return path_at(index - 1)


class Times(trace.Trace):
    def run(self, runs, given, made):
        if runs is None:
            return
        for pair in runs:
            if pair[:2] == [given, made]:
                break
        else:
            pair = [given, made, {}]
            runs.append(pair)
        place = path()
        pair[2][place] = pair[2].get(place, 0) + 1


def main():
    versions = trace.watch_torch()
    trace.Trace = Times
    called = torch.nn.Module.__call__

    def call(self, *args, **kwargs):
        STACK.append(self)
        try:
            return called(self, *args, **kwargs)
        finally:
            STACK.pop()

    torch.nn.Module.__call__ = call
    folder = os.path.join(trace.HERE, 'torch')
    rows = []
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.py'):
            continue
        result = trace.trace(os.path.join(folder, name))
        print(name, result['error'] or 'ok', file=sys.stderr)
        sites = ',\n'.join(f'  {json.dumps([site["range"], site["runs"]])}' for site in result['sites'] if site['runs'])
        rows.append(f'{json.dumps(name)}: [\n{sites}\n]')
    meta = json.dumps({'python': sys.version.split()[0], **versions})
    body = ',\n'.join(rows)
    print(f'{{"meta": {meta},\n"files": {{\n{body}\n}}}}')


if __name__ == '__main__':
    main()
