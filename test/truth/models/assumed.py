"""Runs models that a file only defines on inputs that meet what `conv-explorer layers` assumes of them, under real PyTorch.

    python assumed.py cli.js > assumed.json          # in an environment with torch; cli.js is the built command line
    python assumed.py cli.js FILE…                    # other files, as a table of what was compared

Of each script only imports, classes, functions and plain assignments are kept: the rest is blanked, so that nothing in it calls a
model and all positions stay. For each assumption ("UNet() on an input (N, 3, H, W), with H and W divisible by 8") several sizes are
run that meet it; recorded are the sites and runs, as trace.py does, constructors included, and the sizes. Sizes on which the model raises are left out.
"""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile

import torch

import trace

NODE = os.environ.get('NODE', 'node')


def blanked(text):
    """The text with spaces for what is run, and the lines (from 1, inclusive) that were blanked."""
    kept = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef)
    spans = []
    for node in ast.parse(text).body:
        is_plain = isinstance(node, ast.Assign) and not any(isinstance(part, ast.Call) for part in ast.walk(node))
        if not isinstance(node, kept) and not is_plain:
            spans.append([node.lineno, node.end_lineno])
    lines = text.split('\n')
    for first, last in spans:
        for number in range(first - 1, last):
            lines[number] = ''
    return '\n'.join(lines), spans


def assumptions(cli, text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'models.py')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        made = subprocess.run([NODE, cli, 'layers', path, '--json'], capture_output=True, text=True, timeout=120)
    layers = json.loads(made.stdout)['files'][0]['layers'] if made.stdout else []
    return list(dict.fromkeys(layer['assumption'] for layer in layers if layer.get('assumption')))


def parsed(assumption):
    """The model's name, and its inputs as lists of sizes and symbols, with what the symbols must be; None if it needs arguments."""
    match = re.fullmatch(r'(\w+)\(([^()]*)\) on (?:an input|inputs) (.*?)(?:, with (.*))?', assumption)
    if not match or ' = ' in assumption or '?' in assumption:
        return None
    shapes = re.findall(r'\(([^()]*)\)', match[3])
    arguments = [name for name in match[2].split(', ') if name]
    multiples, least = {}, {}
    for names, verb, number in re.findall(r'(\w+(?:(?:, | and )\w+)*) (divisible by|each at least|at least) (\d+)', match[4] or ''):
        for name in re.split(r', | and ', names):
            (multiples if verb == 'divisible by' else least)[name] = int(number)
    return match[1], arguments, [[part.strip() for part in shape.split(',') if part.strip()] for shape in shapes], multiples, least


def sizes_for(arguments, symbols, multiples, least):
    """Several assignments of numbers to the symbols, and to arguments that have no default."""
    for round, base in enumerate([32, 64, 45, 97, 128, 224, 33, 50]):
        values = {name: [16, 8, 4, 2, 3, 1, 32, 16][round] * (1 + index % 2 if round < 4 else 1) for index, name in enumerate(arguments)}
        for index, name in enumerate(symbols):
            if name in values:
                continue
            divisor = multiples.get(name, 1)
            wanted = (2, 1, 3)[round % 3] if name.startswith('N') else max(base + 7 * index, least.get(name, 1))
            values[name] = wanted if name.startswith('N') and divisor == 1 else -(-wanted // divisor) * divisor
        yield values


def runs_of(text, name, arguments, shapes, values):
    """The sites and runs of one call, or None where it raises."""
    trace.TRACE = trace.Trace({'models.py': text})
    trace.ACTIVE.clear()
    module = type(sys)('models')
    sys.modules['models'] = module
    torch.manual_seed(0)
    try:
        exec(compile(text, 'models.py', 'exec', dont_inherit=True), module.__dict__)
        model = module.__dict__[name](*[values[argument] for argument in arguments])
        inputs = [torch.rand([values[part] if part in values else int(part) for part in shape]) for shape in shapes]
        with torch.no_grad():
            model(*inputs)
        return [[site['range'], site['runs']] for site in trace.TRACE.result() if site['runs']]
    except Exception as raised:
        return f'{type(raised).__name__}: {raised}'.split('\n')[0][:80]
    finally:
        trace.TRACE = None


def rows_of(cli, path):
    with open(path, encoding='utf-8-sig') as file:
        text, spans = blanked(file.read().replace('\r\n', '\n'))
    for assumption in assumptions(cli, text):
        wanted = parsed(assumption)
        if wanted is None:
            print(f'{os.path.basename(path)}: not tried: {assumption}', file=sys.stderr)
            continue
        name, arguments, shapes, multiples, least = wanted
        symbols = list(dict.fromkeys(part for shape in shapes for part in shape if not part.isdigit()))
        tried = []
        for values in sizes_for(arguments, symbols, multiples, least):
            runs = runs_of(text, name, arguments, shapes, values)
            if isinstance(runs, list):
                tried.append([values, runs])
            last = runs
            if len(tried) == 3:
                break
        if not tried:
            print(f'{os.path.basename(path)}: raises: {assumption}: {last}', file=sys.stderr)
        yield {'file': os.path.basename(path), 'blanked': spans, 'assumption': assumption, 'tried': tried}


def main():
    versions = trace.watch_torch()
    cli, *paths = sys.argv[1:]
    folder = os.path.join(trace.HERE, 'torch')
    paths = paths or [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith('.py')]
    rows = []
    for path in paths:
        try:
            rows.extend(json.dumps(row) for row in rows_of(cli, path))
        except SyntaxError as error:
            print(f'{path}: {error}', file=sys.stderr)
    meta = json.dumps({'python': sys.version.split()[0], **versions})
    body = ',\n'.join(rows)
    print(f'{{"meta": {meta},\n"models": [\n{body}\n]}}')


if __name__ == '__main__':
    main()
