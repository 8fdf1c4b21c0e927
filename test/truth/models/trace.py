"""Runs Python files as scripts under the real frameworks and records every convolution call site with the shapes that ran through it.

    python trace.py torch > torch.json          # in an environment with torch
    TF_ENABLE_ONEDNN_OPTS=0 python trace.py keras > keras.json   # in one with tensorflow and keras
    python trace.py flax > flax.json            # in one with jax, flax and optax
    python trace.py torch/some_file.py          # one file alone, printed

A site is the innermost call expression of the traced file whose evaluation enters a convolution's constructor, or the call
of a functional. Its place is found from the frame (co_positions, Python 3.11 or newer) and the syntax tree; columns are
counted in UTF-16 units. A run is one call of the module that returns: the shape of the first tensor among its arguments (of a
functional: of its input) and of the first one in its result. A dimension that Keras leaves open (None) is recorded as "N".

A line `# argv: …` or `# env: NAME=value` in a file's first ten lines gives what the script is started with.
"""

import ast
import contextlib
import io
import json
import os
import shlex
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
ACTIVE = set()  # ids of the instances whose call is under way: forward and super().forward inside it are no second run


class Trace:
    """What one file did: its sites in order of first evaluation."""

    def __init__(self, sources):
        self.lines = {name: text.split('\n') for name, text in sources.items()}
        self.calls = {}
        for name, text in sources.items():
            self.calls[name] = {
                (node.end_lineno, node.end_col_offset): node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)
            }
        self.sites = {}
        self.homeless = []

    def place(self, frame):
        """The call expression that a frame is evaluating, as (file, range), or None where it evaluates none."""
        name = frame.f_code.co_filename
        start, end, column, end_column = list(frame.f_code.co_positions())[frame.f_lasti // 2]
        node = self.calls[name].get((end, end_column))
        if node is None:
            inside = [
                call
                for call in self.calls[name].values()
                if (call.lineno, call.col_offset) <= (start, column) and (end, end_column) <= (call.end_lineno, call.end_col_offset)
            ]
            if not inside:
                self.homeless.append(f'{name}:{start}')
                return None
            node = max(inside, key=lambda call: (call.lineno, call.col_offset, -call.end_lineno, -call.end_col_offset))
        return name, (
            node.lineno - 1,
            self.utf16(name, node.lineno, node.col_offset),
            node.end_lineno - 1,
            self.utf16(name, node.end_lineno, node.end_col_offset),
        )

    def utf16(self, name, line, column):
        before = self.lines[name][line - 1].encode('utf-8')[:column].decode('utf-8')
        return len(before.encode('utf-16-le')) // 2

    def site(self, frame, api):
        """The site at the nearest frame that belongs to a traced file."""
        while frame is not None and frame.f_code.co_filename not in self.calls:
            frame = frame.f_back
        place = frame and self.place(frame)
        if not place:
            return None
        return self.sites.setdefault((*place, api), [])

    def run(self, runs, given, made):
        pair = [given, made]
        if runs is not None and pair not in runs:
            runs.append(pair)

    def result(self):
        rows = []
        for (name, place, api), runs in sorted(self.sites.items(), key=lambda item: item[0]):
            row = {'api': api, 'range': list(place), 'runs': runs}
            if name.startswith('cell '):
                row['cell'] = int(name[5:])
            rows.append(row)
        return rows


TRACE = None


def shape_of(value, is_tensor):
    """The shape of the first tensor in a value: itself, or in its lists, tuples and dictionaries, in order."""
    if is_tensor(value):
        return ['N' if size is None else int(size) for size in value.shape]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    for part in parts:
        shape = shape_of(part, is_tensor)
        if shape is not None:
            return shape
    return None


def record_call(self, call, args, kwargs, is_tensor):
    """Calls, and records the run where the call is of a convolution and not inside another call of the same."""
    runs = self.__dict__.get('_traced_runs')
    if runs is None or id(self) in ACTIVE:
        return call(self, *args, **kwargs)
    given = shape_of([*args, *kwargs.values()], is_tensor)
    ACTIVE.add(id(self))
    try:
        made = call(self, *args, **kwargs)
    finally:
        ACTIVE.discard(id(self))
    TRACE.run(TRACE.sites.get(runs), given, shape_of(made, is_tensor))
    return made


def watch_class(base, api_of, call_names, is_tensor):
    """Records constructions of a class's instances and their calls."""
    built = base.__init__

    def __init__(self, *args, **kwargs):
        api = api_of(type(self))
        key = None
        if api and TRACE:
            runs = TRACE.site(sys._getframe(1), api)
            key = next((key for key, value in TRACE.sites.items() if value is runs), None)
        built(self, *args, **kwargs)
        if key is not None:
            # In __dict__ itself, so that deep copies share it and the frameworks' __setattr__ does not see it.
            self.__dict__['_traced_runs'] = key

    base.__init__ = __init__
    for owner, name in call_names:
        original = getattr(owner, name)

        def call(self, *args, _original=original, **kwargs):
            return record_call(self, _original, args, kwargs, is_tensor)

        setattr(owner, name, call)


def watch_function(module, name, api, is_tensor):
    original = getattr(module, name)

    def function(*args, **kwargs):
        frame = sys._getframe(1)
        runs = TRACE.site(frame, api) if TRACE and frame.f_code.co_filename in TRACE.calls else None
        given = shape_of(args[0] if args else kwargs.get('input', kwargs.get('lhs')), is_tensor)
        made = original(*args, **kwargs)
        if runs is not None:
            TRACE.run(runs, given, shape_of(made, is_tensor))
        return made

    setattr(module, name, function)


def watch_torch():
    import torch
    from torch import nn
    from torch.nn.modules.conv import _ConvNd

    names = ['Conv1d', 'Conv2d', 'Conv3d', 'ConvTranspose1d', 'ConvTranspose2d', 'ConvTranspose3d']
    public = {getattr(nn, name): f'torch.nn.{name}' for name in names}
    public.update({getattr(nn, f'Lazy{name}'): f'torch.nn.Lazy{name}' for name in names})
    api_of = lambda cls: next((public[base] for base in cls.__mro__ if base in public), None)
    is_tensor = lambda value: isinstance(value, torch.Tensor)
    calls = [(nn.Module, '__call__')] + [(getattr(nn, name), 'forward') for name in names]
    watch_class(_ConvNd, api_of, calls, is_tensor)
    for name in ['conv1d', 'conv2d', 'conv3d', 'conv_transpose1d', 'conv_transpose2d', 'conv_transpose3d']:
        watch_function(torch.nn.functional, name, f'torch.nn.functional.{name}', is_tensor)
        watch_function(torch, name, f'torch.{name}', is_tensor)
    torch.set_num_threads(1)
    return {'torch': torch.__version__}


def watch_keras():
    os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
    import keras
    import tensorflow as tf
    from keras import layers

    names = ['Conv1D', 'Conv2D', 'Conv3D', 'Conv1DTranspose', 'Conv2DTranspose', 'Conv3DTranspose']
    names += ['SeparableConv1D', 'SeparableConv2D', 'DepthwiseConv1D', 'DepthwiseConv2D']
    public = {getattr(layers, name): f'keras.layers.{name}' for name in names}
    api_of = lambda cls: next((public[base] for base in cls.__mro__ if base in public), None)
    is_tensor = lambda value: isinstance(value, keras.KerasTensor) or tf.is_tensor(value) or type(value).__module__ == 'numpy' and hasattr(value, 'shape')
    bases = {next(base for base in cls.__mro__ if base.__name__.startswith('Base')) for cls in public}
    for index, base in enumerate(sorted(bases, key=lambda cls: cls.__name__)):
        watch_class(base, api_of, [(layers.Layer, '__call__')] if index == 0 else [], is_tensor)
    return {'keras': keras.__version__, 'tensorflow': tf.__version__}


def watch_flax():
    os.environ.setdefault('JAX_DISABLE_MOST_OPTIMIZATIONS', '1')
    import flax
    import flax.linen as linen
    import jax
    from flax import nnx

    is_tensor = lambda value: isinstance(value, (jax.Array, jax.core.Tracer)) or type(value).__module__ == 'numpy' and hasattr(value, 'shape')
    for cls, api in [(nnx.Conv, 'flax.nnx.Conv'), (nnx.ConvTranspose, 'flax.nnx.ConvTranspose')]:
        watch_class(cls, lambda _, api=api: api, [(cls, '__call__')], is_tensor)
    watch_linen(linen, is_tensor)
    for name in ['conv', 'conv_general_dilated', 'conv_transpose', 'conv_with_general_padding']:
        watch_function(jax.lax, name, f'jax.lax.{name}', is_tensor)
    return {'flax': flax.__version__, 'jax': jax.__version__}


def watch_linen(linen, is_tensor):
    """linen copies modules: a copy belongs to the site of its original."""
    for cls, api in [(linen.Conv, 'flax.linen.Conv'), (linen.ConvTranspose, 'flax.linen.ConvTranspose')]:
        built, clone, called = cls.__init__, cls.clone, cls.__call__

        def __init__(self, *args, _built=built, _api=api, **kwargs):
            _built(self, *args, **kwargs)
            runs = TRACE.site(sys._getframe(1), _api) if TRACE and not CLONING else None
            object.__setattr__(self, '_traced_runs', next((key for key, value in TRACE.sites.items() if value is runs), None) if TRACE else None)

        def cloned(self, *args, _clone=clone, **kwargs):
            CLONING.append(self)
            try:
                made = _clone(self, *args, **kwargs)
            finally:
                CLONING.pop()
            object.__setattr__(made, '_traced_runs', self.__dict__.get('_traced_runs'))
            return made

        def __call__(self, *args, _called=called, **kwargs):
            return record_call(self, _called, args, kwargs, is_tensor)

        cls.__init__, cls.clone, cls.__call__ = __init__, cloned, __call__


CLONING = []


def sources_of(path):
    with open(path, encoding='utf-8-sig', newline='') as file:
        text = file.read()
    if path.endswith('.ipynb'):
        cells = json.loads(text)['cells']
        return {f'cell {i}': ''.join(cell['source']) for i, cell in enumerate(cells) if cell['cell_type'] == 'code'}
    return {path: text.replace('\r\n', '\n')}


def trace(path):
    """Runs one file and gives what it did: {"error", "sites"}."""
    global TRACE
    sources = sources_of(path)
    TRACE = Trace(sources)
    ACTIVE.clear()
    first = '\n'.join(next(iter(sources.values())).split('\n')[:10])
    settings = [line[2:].split(':', 1) for line in first.split('\n') if line.startswith(('# argv:', '# env:'))]
    argv = [part for name, value in settings if name == 'argv' for part in shlex.split(value)]
    env = dict(value.strip().split('=', 1) for name, value in settings if name == 'env')
    module = type(sys)('__main__')
    module.__file__ = path
    before = dict(os.environ), sys.modules['__main__'], sys.argv
    os.environ.update(env)
    sys.modules['__main__'] = module
    sys.argv = [path, *argv]
    error = None
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for name, text in sources.items():
                exec(compile(text, name, 'exec', dont_inherit=True), module.__dict__)
    except (Exception, SystemExit) as raised:
        error = f'{type(raised).__name__}: {raised}'.split('\n')[0]
        if '--trace' in sys.argv:
            traceback.print_exc()
    finally:
        os.environ.clear()
        os.environ.update(before[0])
        sys.modules['__main__'], sys.argv = before[1], before[2]
    result = {'error': error, 'sites': TRACE.result()}
    if TRACE.homeless:
        result['withoutCall'] = TRACE.homeless
    TRACE = None
    return result


def main():
    target = sys.argv[1].rstrip('/')
    folder = os.path.relpath(os.path.abspath(target), HERE).split(os.sep)[0]
    watch = watch_keras if 'keras' in folder else watch_flax if 'flax' in folder else watch_torch
    versions = watch()
    if os.path.isfile(target):
        print(json.dumps(trace(os.path.abspath(target)), indent=1))
        return
    folder = os.path.join(HERE, os.path.basename(target))
    files = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(('.py', '.ipynb')):
            files[name] = trace(os.path.join(folder, name))
            print(name, files[name]['error'] or 'ok', len(files[name]['sites']), file=sys.stderr)
    rows = ',\n'.join(
        f'{json.dumps(name)}: {{"error": {json.dumps(result["error"])}, "sites": [\n'
        + ',\n'.join(f'  {json.dumps(site)}' for site in result['sites'])
        + '\n]}'
        for name, result in files.items()
    )
    print(f'{{"meta": {json.dumps({"python": sys.version.split()[0], **versions})},\n"files": {{\n{rows}\n}}}}')


if __name__ == '__main__':
    main()
