# == abstract classes refuse instances
from abc import ABC, abstractmethod, ABCMeta
class A(ABC):
    @abstractmethod
    def f(self): ...
try:
    A()
    print('made')
except TypeError as e: print(e)
class B(A):
    def f(self): return 1
print(B().f(), A.__abstractmethods__, B.__abstractmethods__)
class M(metaclass=ABCMeta):
    @property
    @abstractmethod
    def p(self): ...
    @staticmethod
    @abstractmethod
    def q(): ...
try:
    M(); print('made')
except TypeError as e: print(e)
class S:
    pass
A.register(S)
print(isinstance(S(), A), issubclass(S, A))
class H(ABC):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is H:
            return any('__iter__' in K.__dict__ for K in C.__mro__)
        return NotImplemented
print(issubclass(list, H), isinstance([], H), isinstance(3, H))
# == runtime checkable protocols
from typing import Protocol, runtime_checkable
@runtime_checkable
class Closeable(Protocol):
    def close(self): ...
class C:
    def close(self): pass
print(isinstance(C(), Closeable), isinstance(3, Closeable))
# == a TypedDict makes dicts
from typing import TypedDict
class TD(TypedDict):
    a: int
print(isinstance(TD(a=1), dict), TD(a=1), type(TD(a=1)))
# == subclasses in the order of their making
class X: pass
class Y(X): pass
class Z(X): pass
print(X.__subclasses__())
# == registered and hooked classes in issubclass
from abc import ABC
from collections.abc import Sequence, Mapping, Hashable, Iterable, Sized, Callable
class Base(ABC): pass
class Derived(Base): pass
Derived.register(int)
print(issubclass(int, Base), isinstance(3, Derived), issubclass(bool, Base), isinstance('a', Base))
print(issubclass(list, Sequence), issubclass(dict, Mapping), issubclass(list, Hashable), issubclass(str, Iterable))
class Own:
    def __len__(self): return 0
    def __call__(self): return 1
print(issubclass(Own, Sized), issubclass(Own, Callable), issubclass(Own, Iterable))
Sequence.register(Own)
print(issubclass(Own, Sequence), isinstance(Own(), Sequence))
print(issubclass(bool, (str, int)), issubclass(int, int | str))
try: issubclass(3, int)
except TypeError as e: print(e)
# == exit codes, factors by __index__, casefold
import sys
try: sys.exit(3)
except SystemExit as e: print(e.code, e.args)
try: raise SystemExit
except SystemExit as e: print(e.code, e.args)
class I:
    def __index__(self): return 3
print([0]*I(), I()*(1,))
print('Straße'.casefold())
