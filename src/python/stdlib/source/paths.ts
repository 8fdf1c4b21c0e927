/** pathlib's paths, as texts in POSIX form. */
export const PATHLIB_SOURCE = String.raw`
import os as _os

class PurePath:
    def __new__(cls, *args):
        return object.__new__(cls)

    def __init__(self, *args):
        root = ''
        parts = []
        for a in args:
            a = a._text if isinstance(a, PurePath) else a
            if not isinstance(a, str):
                if hasattr(a, '__fspath__'):
                    a = a.__fspath__()
                else:
                    raise TypeError(f'expected str, bytes or os.PathLike object, not {type(a).__name__}')
            if a.startswith('/'):
                root = '/'
                parts = []
            parts += [p for p in a.split('/') if p not in ('', '.')]
        self._root = root
        self._tail = parts
        self._text = root + '/'.join(parts) or '.'

    def _make(self, root, parts):
        return type(self)(root + '/'.join(parts))

    @property
    def parts(self):
        return tuple(([self._root] if self._root else []) + self._tail)

    @property
    def name(self):
        return self._tail[-1] if self._tail else ''

    @property
    def suffix(self):
        name = self.name
        i = name.rfind('.')
        return name[i:] if 0 < i < len(name) - 1 else ''

    @property
    def suffixes(self):
        name = self.name
        if name.endswith('.'):
            return []
        return ['.' + s for s in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        name = self.name
        i = name.rfind('.')
        return name[:i] if 0 < i < len(name) - 1 else name

    @property
    def parent(self):
        return self._make(self._root, self._tail[:-1]) if self._tail else self

    @property
    def parents(self):
        n = len(self._tail)
        return tuple([self._make(self._root, self._tail[:n - 1 - i]) for i in range(n)])

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def drive(self):
        return ''

    def joinpath(self, *others):
        return type(self)(self, *others)

    def __truediv__(self, other):
        return type(self)(self, other)

    def __rtruediv__(self, other):
        return type(self)(other, self)

    def with_name(self, name):
        if not self._tail:
            raise ValueError(f'{self!r} has an empty name')
        return self._make(self._root, self._tail[:-1] + [name])

    def with_suffix(self, suffix):
        if suffix and (not suffix.startswith('.') or suffix == '.'):
            raise ValueError(f'Invalid suffix {suffix!r}')
        return self.with_name(self.stem + suffix)

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def is_absolute(self):
        return self._root != ''

    def relative_to(self, *other):
        o = type(self)(*other)
        n = len(o.parts)
        if self.parts[:n] != o.parts:
            raise ValueError(f'{str(self)!r} is not in the subpath of {str(o)!r}')
        return self._make('', list(self.parts[n:]))

    def is_relative_to(self, *other):
        o = type(self)(*other)
        return self.parts[:len(o.parts)] == o.parts

    def as_posix(self):
        return self._text

    def as_uri(self):
        return 'file://' + self._text

    def match(self, pattern):
        import fnmatch
        wanted = PurePath(pattern).parts
        mine = self.parts
        if len(wanted) > len(mine) or (pattern.startswith('/') and len(wanted) != len(mine)):
            return False
        return all(fnmatch.fnmatch(a, b) for a, b in zip(mine[len(mine) - len(wanted):], wanted))

    def __str__(self):
        return self._text

    def __fspath__(self):
        return self._text

    def __repr__(self):
        return f'{type(self).__name__}({self._text!r})'

    def __eq__(self, other):
        return self._text == other._text if isinstance(other, PurePath) else NotImplemented

    def __lt__(self, other):
        return self.parts < other.parts

    def __hash__(self):
        return hash(self._text)

class PurePosixPath(PurePath):
    pass

class Path(PurePath):
    def __new__(cls, *args):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def cwd(cls):
        return cls(_os.getcwd())

    @classmethod
    def home(cls):
        return cls(_os.path.expanduser('~'))

    def expanduser(self):
        return type(self)(_os.path.expanduser(self._text))

    def absolute(self):
        return self if self._root else type(self)(_os.getcwd(), self)

    def resolve(self, strict=False):
        return type(self)(_os.path.normpath(_os.path.abspath(self._text)))

    def exists(self):
        return _os.path.exists(self._text)

    def is_file(self):
        return _os.path.isfile(self._text)

    def is_dir(self):
        return _os.path.isdir(self._text)

    def open(self, mode='r', *args, **kw):
        return open(self._text, mode, *args, **kw)

    def read_text(self, encoding=None, errors=None):
        return open(self._text, encoding=encoding).read()

    def read_bytes(self):
        return open(self._text, 'rb').read()

    def write_text(self, data, *args, **kw):
        _write_file(self._text)
        return len(data)

    def write_bytes(self, data):
        _write_file(self._text)
        return len(data)

    def iterdir(self):
        names = _listdir(self._text)
        return names if _unknown(names) else iter([type(self)(self, n) for n in names])

    def glob(self, pattern):
        import glob as _glob
        found = _glob.glob(self._text + '/' + pattern, recursive=True)
        return found if _unknown(found) else iter([type(self)(f) for f in found])

    def rglob(self, pattern):
        return self.glob('**/' + pattern)

    def mkdir(self, mode=511, parents=False, exist_ok=False):
        pass

    def touch(self, *args, **kw):
        pass

    def unlink(self, missing_ok=False):
        pass

    def rmdir(self):
        pass

    def stat(self):
        return _os.stat(self._text)

class PosixPath(Path, PurePosixPath):
    pass

WindowsPath = PosixPath
`;
