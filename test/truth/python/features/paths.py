# == os.path
import os
p = os.path.join('a', 'b', 'c.tar.gz')
print(p, os.path.basename(p), os.path.dirname(p), os.path.splitext(p), os.path.split(p), os.path.join('a', '/b'), os.path.isabs('/x'), os.path.normpath('a/../b//c/.'), os.path.join('a', ''))
print(os.path.commonprefix(['abc', 'abd']), os.path.relpath('/a/b', '/a/c'), os.sep, os.path.splitext('.bashrc'), os.path.splitext('a/b'), os.path.dirname('/a'), os.path.basename('a/'))
# == pathlib parts
from pathlib import Path, PurePath, PurePosixPath
p = PurePosixPath('data') / 'models' / 'net.v1.pth'
print(p, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.with_suffix('.onnx'), p.with_name('x.y'), p.parents[1], str(p))
print(PurePosixPath('/a/b').is_absolute(), PurePosixPath('/a/b').relative_to('/a'), PurePosixPath('a') / '/b', PurePosixPath('a/./b//c'), p == PurePosixPath('data/models/net.v1.pth'), p.as_posix(), 'x' / PurePosixPath('y'), PurePosixPath('a', 'b').joinpath('c', 'd'))
# == Path of a file
from pathlib import Path
p = Path('configs') / f'{"resnet"}.json'
print(p.name, p.suffix == '.json', p.parent.name, repr(p.parent.as_posix()), isinstance(p, Path), f'{p}')
# == os.environ.get with a default, after it is set
import os
os.environ['MY_DEPTH_FLAG'] = '3'
print(os.environ['MY_DEPTH_FLAG'], os.environ.get('MY_DEPTH_FLAG'), int(os.getenv('MY_DEPTH_FLAG', '1')) + 1, 'MY_DEPTH_FLAG' in os.environ)
# == io.StringIO
import io
f = io.StringIO()
f.write('a\n'); print('b', file=f); f.write('c')
print(repr(f.getvalue()))
g = io.StringIO('x\ny\n')
print(g.readline(), g.read(), [l for l in io.StringIO('1\n2')])
# == fnmatch
import fnmatch
print(fnmatch.fnmatch('a.pth', '*.pth'), fnmatch.filter(['a.py', 'b.txt'], '*.py'), fnmatch.fnmatch('layer1', 'layer[0-9]'))
# == importlib.import_module
import importlib
m = importlib.import_module('math')
print(m.floor(2.5), getattr(importlib.import_module('collections'), 'OrderedDict')(a=1))
try: importlib.import_module('no_such_module_here')
except ImportError as e: print(type(e).__name__, e)
# == version comparisons
v = '2.13.0+cpu'
print(tuple(map(int, v.split('+')[0].split('.')[:2])) >= (1, 8), [int(x) for x in v.split('.')[:2]], int(v.split('.')[0]) >= 2, v >= '1.10')
# == io.BytesIO
import io
b = io.BytesIO(b'abc'); print(b.read(2), b.read(), b.getvalue())
