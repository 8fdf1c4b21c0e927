/** The parts of contextlib, functools, inspect and os.path that follow from Python itself. */
export const TOOL_SOURCES = {
  contextlib: String.raw`
import sys as _sys

class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None

class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        inner.__name__ = getattr(func, '__name__', 'inner')
        inner.__wrapped__ = func
        return inner

class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc):
        self.thing.close()

class _Redirect:
    def __init__(self, new_target):
        self._new = new_target

    def __enter__(self):
        self._old = getattr(_sys, self._stream)
        setattr(_sys, self._stream, self._new)
        return self._new

    def __exit__(self, *exc):
        setattr(_sys, self._stream, self._old)

class redirect_stdout(_Redirect):
    _stream = 'stdout'

class redirect_stderr(_Redirect):
    _stream = 'stderr'

class ExitStack:
    def __init__(self):
        self._callbacks = []

    def enter_context(self, cm):
        result = type(cm).__enter__(cm)
        self._callbacks.append((type(cm).__exit__, cm))
        return result

    def push(self, exit):
        if hasattr(type(exit), '__exit__'):
            self._callbacks.append((type(exit).__exit__, exit))
        else:
            self._callbacks.append((lambda _, *exc: exit(*exc), None))
        return exit

    def callback(self, callback, /, *args, **kwds):
        def run(_, *exc):
            callback(*args, **kwds)
        self._callbacks.append((run, None))
        return callback

    def pop_all(self):
        new = type(self)()
        new._callbacks = self._callbacks
        self._callbacks = []
        return new

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        suppressed = False
        pending = None
        while self._callbacks:
            exit, cm = self._callbacks.pop()
            try:
                if exit(cm, t, v, tb):
                    suppressed = True
                    pending = t = v = tb = None
            except BaseException as e:
                pending = v = e
                t = type(e)
        if pending is not None:
            raise pending
        return suppressed
`,
  functools: String.raw`
class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        func = self.func
        if hasattr(func, '__get__'):
            bound = func.__get__(obj, cls)
            if obj is None:
                return self
            def method(*args, **keywords):
                return bound(*self.args, *args, **{**self.keywords, **keywords})
            return method
        return func

def _annotated(func):
    types = _first_annotation(func)
    if types is None:
        raise TypeError('Invalid first argument to register(): use either @register(some_class) or an annotation')
    return types

def _implementation(registry, cls):
    for c in cls.__mro__:
        if c in registry:
            return registry[c]
    for c in registry:
        if c is not object and issubclass(cls, c):
            return registry[c]
    return registry[object]

def singledispatch(func):
    registry = {object: func}
    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{wrapper.__name__} requires at least 1 positional argument')
        return _implementation(registry, type(args[0]))(*args, **kw)
    def register(cls, func=None):
        if func is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            func = cls
            cls = _annotated(func)
        registry[cls] = func
        return func
    wrapper.__name__ = func.__name__
    wrapper.__doc__ = func.__doc__
    wrapper.__wrapped__ = func
    wrapper.register = register
    wrapper.dispatch = lambda cls: _implementation(registry, cls)
    wrapper.registry = registry
    return wrapper

class singledispatchmethod:
    def __init__(self, func):
        self.func = func
        self._registry = {object: func}

    def register(self, cls, method=None):
        if method is None:
            if isinstance(cls, type):
                return lambda f: self.register(cls, f)
            method = cls
            cls = _annotated(method)
        self._registry[cls] = method
        return method

    def __get__(self, obj, cls=None):
        def method(*args, **kw):
            found = _implementation(self._registry, type(args[0]))
            return found.__get__(obj, cls)(*args, **kw)
        method.register = self.register
        return method
`,
  itertools: String.raw`
def compress(data, selectors):
    for d, s in zip(data, selectors):
        if s:
            yield d

def filterfalse(function, iterable):
    for x in iterable:
        if not (x if function is None else function(x)):
            yield x
`,
  inspect: String.raw`
class FullArgSpec:
    def __init__(self, args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations):
        self.args, self.varargs, self.varkw, self.defaults = args, varargs, varkw, defaults
        self.kwonlyargs, self.kwonlydefaults, self.annotations = kwonlyargs, kwonlydefaults, annotations

    def __iter__(self):
        return iter((self.args, self.varargs, self.varkw, self.defaults, self.kwonlyargs, self.kwonlydefaults, self.annotations))

    def __getitem__(self, i):
        return list(self)[i]

def getfullargspec(func):
    if isclass(func):
        func = func.__init__
    if ismethod(func):
        func = func.__func__
    args, varargs, varkw, defaults, only, onlydefaults = [], None, None, [], [], {}
    import inspect
    for p in inspect.signature(func).parameters.values():
        if p.kind.name in ('POSITIONAL_ONLY', 'POSITIONAL_OR_KEYWORD'):
            args.append(p.name)
            if p.default is not p.empty:
                defaults.append(p.default)
        elif p.kind.name == 'VAR_POSITIONAL':
            varargs = p.name
        elif p.kind.name == 'VAR_KEYWORD':
            varkw = p.name
        else:
            only.append(p.name)
            if p.default is not p.empty:
                onlydefaults[p.name] = p.default
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, only, onlydefaults or None, {})

getargspec = getfullargspec

def getmembers(obj, predicate=None):
    out = []
    for name in dir(obj):
        value = getattr(obj, name, None)
        if predicate is None or predicate(value):
            out.append((name, value))
    return sorted(out, key=lambda pair: pair[0])

def isclass(obj):
    return isinstance(obj, type)

def isfunction(obj):
    return isinstance(obj, type(isclass))

class _M:
    def m(self):
        pass

def ismethod(obj):
    return isinstance(obj, type(_M().m))

def isbuiltin(obj):
    return isinstance(obj, type(len))

def isroutine(obj):
    return isfunction(obj) or ismethod(obj) or isbuiltin(obj)

def ismodule(obj):
    import sys
    return isinstance(obj, type(sys))

def isgeneratorfunction(obj):
    return isfunction(obj) and _is_generator(obj)

def isgenerator(obj):
    return isinstance(obj, type((x for x in ())))

def isabstract(obj):
    return isclass(obj) and any(getattr(getattr(obj, n, None), '__isabstractmethod__', False) for n in dir(obj))

def iscoroutinefunction(obj):
    return False

def getdoc(obj):
    doc = getattr(obj, '__doc__', None)
    return cleandoc(doc) if isinstance(doc, str) else None

def cleandoc(doc):
    import textwrap
    lines = doc.expandtabs().split('\n')
    rest = textwrap.dedent('\n'.join(lines[1:])).split('\n') if len(lines) > 1 else []
    return '\n'.join([lines[0].strip()] + rest).strip()

def getmro(cls):
    return cls.__mro__

def unwrap(func, **kw):
    while hasattr(func, '__wrapped__'):
        func = func.__wrapped__
    return func

def getmodule(obj):
    import sys
    return sys.modules.get(getattr(obj, '__module__', None))
`,
  'os.path': String.raw`
sep = '/'
altsep = None
curdir = '.'
pardir = '..'
extsep = '.'
pathsep = ':'

def _text(p):
    return p.__fspath__() if hasattr(p, '__fspath__') else p

def isabs(s):
    return _text(s).startswith('/')

def split(p):
    p = _text(p)
    i = p.rfind('/') + 1
    head, tail = p[:i], p[i:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail

def join(a, *p):
    path = _text(a)
    for b in p:
        b = _text(b)
        if b.startswith('/'):
            path = b
        elif not path or path.endswith('/'):
            path += b
        else:
            path += '/' + b
    return path

def basename(p):
    return split(p)[1]

def dirname(p):
    return split(p)[0]

def splitext(p):
    p = _text(p)
    slash = p.rfind('/')
    dot = p.rfind('.')
    if dot > slash:
        i = slash + 1
        while i < dot:
            if p[i] != '.':
                return p[:dot], p[dot:]
            i += 1
    return p, p[:0]

def splitdrive(p):
    return '', p

def normpath(path):
    path = _text(path)
    if not path:
        return '.'
    slashes = 0
    if path.startswith('/'):
        slashes = 2 if path.startswith('//') and not path.startswith('///') else 1
    out = []
    for part in path.split('/'):
        if part in ('', '.'):
            continue
        if part != '..' or (not slashes and not out) or (out and out[-1] == '..'):
            out.append(part)
        elif out:
            out.pop()
    return '/' * slashes + '/'.join(out) or '.'

def normcase(s):
    return _text(s)

def abspath(path):
    import os
    path = _text(path)
    return normpath(path if isabs(path) else join(os.getcwd(), path))

realpath = abspath

def relpath(path, start='.'):
    a = [x for x in abspath(start).split('/') if x]
    b = [x for x in abspath(path).split('/') if x]
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return '/'.join(['..'] * (len(a) - n) + b[n:]) or '.'

def commonprefix(m):
    if not m:
        return ''
    a, b = min(m), max(m)
    for i, c in enumerate(a):
        if c != b[i]:
            return a[:i]
    return a

def commonpath(paths):
    parts = [[x for x in p.split('/') if x] for p in paths]
    n = len(commonprefix(parts))
    return ('/' if paths[0].startswith('/') else '') + '/'.join(parts[0][:n])
`,
} as const;
