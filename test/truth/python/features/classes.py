# == metaclass registers
class Meta(type):
    registry = {}
    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        mcs.registry[name] = cls
        return cls
class A(metaclass=Meta): pass
class B(A): pass
print(sorted(Meta.registry), type(B) is Meta, Meta.registry['B'] is B, isinstance(A, Meta))
# == metaclass init with keywords
class Meta(type):
    def __new__(mcs, name, bases, ns, tag=None): return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, tag=None):
        super().__init__(name, bases, ns)
        cls.tag = tag
class A(metaclass=Meta, tag='x'): pass
print(A.tag)
# == metaclass __call__ makes singletons
class Singleton(type):
    _instances = {}
    def __call__(cls, *a, **k):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*a, **k)
        return cls._instances[cls]
class C(metaclass=Singleton):
    def __init__(self, v): self.v = v
print(C(1) is C(2), C(3).v)
# == metaclass properties, __getattr__, __iter__, __len__
class Meta(type):
    @property
    def size(cls): return 7
    def __getattr__(cls, n): return 'meta ' + n
    def __iter__(cls): return iter([1, 2])
    def __len__(cls): return 5
    def __getitem__(cls, k): return k * 2
    def __contains__(cls, k): return k == 3
class A(metaclass=Meta): x = 1
print(A.size, A.x, A.y, list(A), len(A), A[4], 3 in A, 4 in A)
# == __prepare__
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases): return {'injected': 42}
class A(metaclass=Meta):
    y = injected + 1
print(A.y, A.injected)
# == type() makes classes
def fwd(self, x): return x + self.k
C = type('C', (object,), {'k': 10, 'forward': fwd})
D = type('D', (C,), dict(k=20))
print(C().forward(1), D().forward(1), C.__name__, D.__mro__[1].__name__, type(C).__name__, D.__bases__ == (C,))
# == __init_subclass__ with keywords
class Base:
    registry = {}
    def __init_subclass__(cls, name=None, **kw):
        super().__init_subclass__(**kw)
        Base.registry[name or cls.__name__] = cls
class A(Base, name='alpha'): pass
class B(Base): pass
print(sorted(Base.registry), Base.registry['alpha'] is A)
# == __set_name__
class Field:
    def __set_name__(self, owner, name): self.name = name; self.owner = owner.__name__
    def __get__(self, obj, t=None): return self if obj is None else obj.__dict__.get(self.name, 'unset')
    def __set__(self, obj, v): obj.__dict__[self.name] = v * 2
class A:
    x = Field(); y = Field()
a = A(); a.x = 3
print(a.x, a.y, A.x.name, A.x.owner, a.__dict__)
# == __class_getitem__
class A:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(A[3], A[int, 4] == ('A', (int, 4)))
# == __new__ with arguments
class P:
    def __new__(cls, x):
        o = super().__new__(cls)
        o.tag = 'new'
        return o
    def __init__(self, x): self.x = x
print(P(3).tag, P(3).x)
# == subclass of tuple with __new__
class Shape(tuple):
    def __new__(cls, *dims): return super().__new__(cls, dims)
    @property
    def numel(self):
        n = 1
        for d in self: n *= d
        return n
s = Shape(2, 3, 4)
print(s, s.numel, s[1:], isinstance(s, tuple), len(s), s == (2, 3, 4), type(s).__name__)
# == subclass of dict, list, str and int
class D(dict):
    def __getattr__(self, k):
        try: return self[k]
        except KeyError: raise AttributeError(k)
    __setattr__ = dict.__setitem__
d = D(a=1); d.b = 2
print(d.a, d, hasattr(d, 'zz'), d.b + 1)
class L(list):
    def total(self): return sum(self)
l = L([1, 2]); l.append(3); print(l.total(), l, l[0:2], isinstance(l, list))
class S(str):
    def shout(self): return self.upper() + '!'
print(S('hi').shout(), S('a') + 'b', len(S('abc')))
class I(int):
    def double(self): return I(self * 2)
print(I(4).double(), I(4) + 1, type(I(4) + 1).__name__)
# == __getattr__ delegates
class Wrap:
    def __init__(self, o): self._o = o
    def __getattr__(self, n): return getattr(self._o, n)
w = Wrap([3, 1])
w.append(2); w.sort()
print(w._o, hasattr(w, 'nope'), w.count(1))
# == __getattribute__
class A:
    def __init__(self): self.x = 1
    def __getattribute__(self, n):
        if n == 'magic': return 42
        return super().__getattribute__(n)
print(A().magic, A().x)
# == __setattr__ and __delattr__
class A:
    def __setattr__(self, n, v): super().__setattr__(n, v * 2)
    def __delattr__(self, n): print('del', n); super().__delattr__(n)
a = A(); a.x = 2; print(a.x); del a.x; print(hasattr(a, 'x'))
object.__setattr__(a, 'y', 5); print(a.y)
# == __dict__ writes
class A: pass
a = A()
a.__dict__['x'] = 1
a.__dict__.update(y=2, z=3)
print(a.x, a.y, a.z, vars(a), 'x' in vars(a), sorted(a.__dict__))
a.__dict__ = {'q': 9}
print(a.q, hasattr(a, 'x'))
del a.__dict__['q']; print(vars(a))
# == self.__dict__.update(locals())
class A:
    def __init__(self, a, b=2, *, c=3):
        self.__dict__.update(locals())
        del self.self
x = A(1)
print(x.a, x.b, x.c, sorted(vars(x)))
# == locals() in a function
def f(a, b=2):
    c = a + b
    return locals()
print(f(1), sorted(f(1)))
def g(kernel, stride):
    print('{kernel}x{stride}'.format(**locals()))
g(3, 2)
# == setattr in a loop, getattr by name
class M:
    def __init__(self, n):
        for i in range(n): setattr(self, f'layer{i}', i * 10)
    def run(self): return [getattr(self, 'layer%d' % i) for i in range(3)]
print(M(3).run(), getattr(M(1), 'layer5', None))
# == slots
class P:
    __slots__ = ('x', 'y')
    def __init__(self): self.x = 1
p = P()
try: p.z = 3
except AttributeError as e: print('AttributeError')
try: p.y
except AttributeError as e: print('AttributeError', e)
print(p.x)
# == property with setter, deleter and inheritance
class A:
    def __init__(self): self._v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x
    @v.deleter
    def v(self): print('deleted')
class B(A):
    @A.v.getter
    def v(self): return self._v + 100
b = B(); b.v = 5; print(b.v); del b.v
try:
    class C:
        @property
        def r(self): return 1
    C().r = 2
except AttributeError as e: print('AttributeError')
# == classmethod constructors and inheritance
class A:
    def __init__(self, n=0): self.n = n
    @classmethod
    def make(cls, n): return cls(n)
    @staticmethod
    def helper(x): return x * 3
class B(A): pass
print(type(B.make(4)).__name__, B.helper(2), B(1).helper(3), B.make.__func__ is A.make.__func__)
# == MRO of a diamond
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return ['B'] + super().f()
class C(A):
    def f(self): return ['C'] + super().f()
class D(B, C):
    def f(self): return ['D'] + super().f()
print(D().f(), [c.__name__ for c in D.mro()])
# == super() with arguments, from outside
class A:
    def __init__(self, x): self.x = x
    def who(self): return 'A'
class B(A):
    def __init__(self, x): super(B, self).__init__(x + 1)
    def who(self): return 'B'
b = B(1)
print(b.x, super(B, b).who(), A.who(b), B.__base__.__name__)
# == MRO conflicts
class A: pass
class B(A): pass
try:
    class C(A, B): pass
except TypeError as e: print('TypeError')
# == rich comparison and reflected operators
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + (o.x if isinstance(o, V) else o))
    __radd__ = __add__
    def __mul__(self, k): return NotImplemented if isinstance(k, str) else V(self.x * k)
    def __rmul__(self, k): return V(self.x * k * 10)
    def __repr__(self): return f'V({self.x})'
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __neg__(self): return V(-self.x)
    def __matmul__(self, o): return ('mm', self.x, o.x)
print(V(1) + V(2), 3 + V(1), sum([V(1), V(2)]), V(2) * 3, 3 * V(2), -V(1), V(1) @ V(2), V(1) == V(1), V(1) != V(2))
try: V(1) * 'a'
except TypeError as e: print(e)
# == __index__, __int__, __float__, __bool__, __hash__
class N:
    def __index__(self): return 3
    def __int__(self): return 4
    def __float__(self): return 5.0
    def __bool__(self): return False
    def __hash__(self): return 7
    def __eq__(self, o): return True
print([0, 1, 2, 'x'][N()], int(N()), float(N()), bool(N()), hash(N()), len({N(), N()}), range(5)[N()], [0] * N())
# == __call__, __len__, __getitem__ with slices, __contains__
class Seq:
    def __call__(self, *a, **k): return a, k
    def __len__(self): return 4
    def __getitem__(self, i): return ('slice', i.start, i.stop, i.step) if isinstance(i, slice) else i * i
    def __contains__(self, x): return x == 'yes'
s = Seq()
print(s(1, b=2), len(s), s[2], s[1:3], s[::2], 'yes' in s, 'no' in s, s[1, 2] if False else '')
# == iteration by __getitem__
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 2
print(list(Old()), 4 in Old(), [*Old()], max(Old()))
# == copy hooks
import copy
class A:
    def __init__(self): self.n = [1]
    def __copy__(self): c = A(); c.tag = 'copied'; return c
    def __deepcopy__(self, memo): c = A(); c.tag = 'deep'; return c
print(copy.copy(A()).tag, copy.deepcopy(A()).tag, copy.deepcopy([A()])[0].tag)
# == deepcopy keeps shared references and cycles
import copy
a = [1]; b = [a, a, {'k': a}]
c = copy.deepcopy(b)
print(c[0] is c[1], c[0] is c[2]['k'], c[0] is a)
l = []; l.append(l)
m = copy.deepcopy(l); print(m[0] is m, m is l)
class N: pass
n = N(); n.me = n
k = copy.deepcopy(n); print(k.me is k, k is n)
# == a class defined in a function and a loop
def make(k):
    class C:
        size = k
        def get(self): return k * 2
    return C
cs = [make(i) for i in range(3)]
print([c.size for c in cs], [c().get() for c in cs], cs[0] is cs[1], cs[0].__qualname__)
# == __class__ assignment
class A:
    def who(self): return 'A'
class B(A):
    def who(self): return 'B'
a = A(); a.__class__ = B
print(a.who(), type(a).__name__, isinstance(a, B))
# == monkey patching
class A:
    def f(self): return 1
a = A()
A.f = lambda self: 2
print(a.f())
import types
a.f = types.MethodType(lambda self: 3, a)
print(a.f(), A().f())
del a.f; print(a.f())
# == __subclasses__, __bases__, __doc__, __module__
class A: "doc"
class B(A): pass
class C(A): pass
print([c.__name__ for c in A.__subclasses__()], A.__doc__, B.__doc__, A.__module__, B.__bases__[0].__name__)
# == abstract classes
from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def p(self): ...
try: A()
except TypeError as e: print('TypeError')
class B(A):
    def f(self): return 1
    p = 2
print(B().f(), B().p, A.__abstractmethods__ == frozenset({'f', 'p'}))
# == abc register
from abc import ABC
class A(ABC): pass
A.register(int)
print(isinstance(3, A), issubclass(int, A), isinstance('x', A))
# == __instancecheck__ and __subclasshook__
class Meta(type):
    def __instancecheck__(cls, o): return hasattr(o, 'forward')
class M(metaclass=Meta): pass
class X:
    def forward(self): pass
print(isinstance(X(), M), isinstance(3, M))
# == __format__ and __str__
class A:
    def __format__(self, s): return f'<{s}>'
    def __str__(self): return 'S'
    def __repr__(self): return 'R'
a = A()
print(f'{a:>5} {a} {a!s} {a!r}', '%s %r' % (a, a), '{:x}'.format(a), str([a]))
# == __missing__, __reversed__, __length_hint__
class R:
    def __reversed__(self): return iter([3, 2, 1])
print(list(reversed(R())))
# == operators in place
class A:
    def __init__(self): self.l = []
    def __iadd__(self, x): self.l.append(x); return self
    def __setitem__(self, k, v): self.l.append((k, v))
    def __getitem__(self, k): return 10
    def __delitem__(self, k): self.l.append(('del', k))
a = A(); b = a
a += 1; a['k'] += 5; del a['z']
print(a.l, a is b)
# == __enter__ and __exit__ order
class C:
    def __init__(s, n): s.n = n
    def __enter__(s): print('in', s.n); return s
    def __exit__(s, t, v, tb): print('out', s.n, t.__name__ if t else None); return s.n == 2
with C(1), C(2):
    raise ValueError('x')
print('end')
# == descriptors of functions
def f(self): return self
class A: pass
a = A()
print(f.__get__(a)() is a, f.__get__(a, A).__self__ is a, A.__dict__.get('f'))
# == weakref and del
import weakref
class A: pass
a = A()
r = weakref.ref(a)
print(r() is a)
# == object equality and identity
class A: pass
a = A()
print(a == a, a == A(), a != A(), a in [a], [a].index(a), hash(a) == hash(a))
# == nested classes and access through self
class Net:
    class Config:
        depth = 3
    def __init__(self): self.d = self.Config.depth
print(Net().d, Net.Config.__qualname__)
# == mixins by order
class Log:
    def f(self): return 'log ' + super().f()
class Base:
    def f(self): return 'base'
class X(Log, Base): pass
print(X().f())
# == class attributes through instances
class A:
    n = 0
    items = []
    def inc(self): self.n += 1; self.items.append(self.n)
a, b = A(), A(); a.inc(); a.inc(); b.inc()
print(A.n, a.n, b.n, A.items)
# == type of type
class A: pass
print(type(A) is type, isinstance(A, type), issubclass(A, object), type(type(A())) is type, type(A()) == A, callable(A))
# == comparison by key attributes and sorting
class L:
    def __init__(self, d): self.d = d
    def __lt__(self, o): return self.d < o.d
    def __repr__(self): return f'L{self.d}'
print(sorted([L(3), L(1)]), max([L(1), L(2)]), min(L(5), L(4)))
# == super in a class method and static creation
class A:
    @classmethod
    def build(cls, **kw): return {'cls': cls.__name__, **kw}
class B(A):
    @classmethod
    def build(cls, **kw): return super().build(extra=1, **kw)
print(B.build(x=2))
# == __slots__ of a class and its bases
class A:
    __slots__ = ('x', 'y')
    def __init__(self): self.x = 1
a = A(); print(a.x, hasattr(a, 'y'), hasattr(a, '__dict__'), A.__slots__)
try: a.z = 3
except AttributeError as e: print(e)
try: a.y
except AttributeError as e: print(e)
a.y = 2; del a.y; print(hasattr(a, 'y'))
class B(A): pass
b = B(); b.z = 3; print(b.z, b.x)
class C(A):
    __slots__ = 'w'
c = C(); c.w = 1; c.y = 5; print(c.w, c.y)
try: c.q = 1
except AttributeError as e: print(e)
class E:
    __slots__ = ('__dict__', 'k')
e = E(); e.any = 1; print(e.any, e.__dict__)
