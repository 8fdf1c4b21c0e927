"""Channel counts from descriptors, metaclasses, operators, slots, protocols and inheritance."""
import contextlib
import functools
from abc import ABC, abstractmethod
from dataclasses import asdict, astuple, dataclass, field, replace
from enum import Enum, Flag, auto
from typing import ClassVar, Generic, Protocol, TypedDict, TypeVar

import torch
from torch import nn

T = TypeVar("T")


def conv(n):
    return nn.Conv1d(1, n, 1)(torch.zeros(1, 1, n))


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return 40 if instance is None else getattr(instance, self.name, 41)

    def __set__(self, instance, value):
        setattr(instance, self.name, max(1, value))


class Meta(type):
    registry = []

    def __new__(mcls, name, bases, namespace, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace)
        mcls.registry.append(name)
        cls.width = len(namespace)
        return cls

    def __len__(cls):
        return 13


class Sized(metaclass=Meta):
    size = Positive()
    __slots__ = ("_size",)

    def __init__(self, size):
        self.size = size

    def __add__(self, other):
        return Sized(self.size + (other.size if isinstance(other, Sized) else other))

    __radd__ = __add__

    def __index__(self):
        return self.size

    def __bool__(self):
        return self.size > 3

    def __eq__(self, other):
        return self.size == getattr(other, "size", other)

    def __hash__(self):
        return hash(self.size)

    def __getitem__(self, key):
        return key.stop if isinstance(key, slice) else key

    def __call__(self, *args):
        return sum(args, self.size)

    def __contains__(self, item):
        return item < self.size

    def __iter__(self):
        yield from range(self.size)

    def __lt__(self, other):
        return self.size < other.size


conv(Sized(-5).size)
conv(Sized.size)
conv((Sized(2) + 3).size)
conv(sum([Sized(2), Sized(4)]).size)
conv(list(range(20))[Sized(6)])
conv(7 if Sized(3) else 8)
conv(len({Sized(1), Sized(1), Sized(2)}))
conv(Sized(1)[3:9])
conv(Sized(2)(3, 4))
conv(10 if 2 in Sized(3) else 11)
conv(len(Sized))
conv(len(Meta.registry))
conv(max(Sized(4), Sized(12), Sized(3)).size)
conv(sum(Sized(5)))


class A:
    value = 3

    def who(self):
        return 1

    @classmethod
    def make(cls):
        return cls.value

    @staticmethod
    def plus(a, b=2):
        return a + b

    @property
    def double(self):
        return self.value * 2

    @functools.cached_property
    def cached(self):
        self.count = getattr(self, "count", 0) + 1
        return self.count + 20


class B(A):
    value = 4

    def who(self):
        return super().who() + 10


class C(A):
    def who(self):
        return super().who() + 100


class D(B, C):
    def who(self):
        return super().who() % 64

    def __getattr__(self, name):
        if name.startswith("n_"):
            return int(name[2:])
        raise AttributeError(name)


d = D()
conv(d.who())
conv(D.make())
conv(d.plus(5))
conv(d.double)
conv(d.cached + d.cached - 21)
conv(d.n_17)
conv(getattr(d, "missing", 18))
conv(19 if hasattr(d, "n_x1") else 22) if False else conv(23)
conv(len(D.__mro__))
conv(len([m for m in dir(A) if m in ("who", "make")]))


@dataclass(order=True)
class Spec:
    rate: int
    width: int = 4
    names: list = field(default_factory=list, compare=False)
    total: int = field(init=False, default=0)
    kinds: ClassVar[int] = 6

    def __post_init__(self):
        self.total = self.rate * self.width


conv(Spec(3).total)
conv(replace(Spec(2, 5), rate=3).total)
conv(astuple(max(Spec(1), Spec(2, 1)))[0] + Spec.kinds)
conv(len(asdict(Spec(1))))


class Color(Enum):
    RED = 1
    GREEN = 5
    BLUE = auto()

    @property
    def doubled(self):
        return self.value * 2


class Mode(Flag):
    X = auto()
    Y = auto()
    Z = auto()


conv(Color.BLUE.value)
conv(Color["GREEN"].doubled)
conv(len(Color) + Color(1).value)
conv((Mode.X | Mode.Z).value)
conv(9 if Mode.Y in (Mode.Y | Mode.Z) else 10)


class Box(Generic[T]):
    def __init__(self, item: T):
        self.item = item

    def __class_getitem__(cls, item):
        return cls

    def __enter__(self):
        return self.item

    def __exit__(self, kind, value, trace):
        self.item = 30
        return kind is KeyError


class Shape(TypedDict):
    h: int
    w: int


class HasArea(Protocol):
    def area(self) -> int: ...


class Base(ABC):
    @abstractmethod
    def area(self): ...


class Square(Base):
    def __init__(self, side):
        self.__side = side

    def area(self):
        return self.__side**2


box = Box[int](14)
with box as item:
    conv(item)
    {}["no"]
conv(box.item)
conv(Shape(h=2, w=3)["w"])
conv(Square(4).area())
conv(Square(2)._Square__side)
try:
    Base()
except TypeError:
    conv(15)


@contextlib.contextmanager
def scaled(n):
    yield n * 2


with scaled(8) as s, contextlib.suppress(ValueError):
    conv(s)
    raise ValueError
Dynamic = type("Dynamic", (A,), {"value": 24, "who": lambda self: self.value + 1})
conv(Dynamic().who())
conv(type(d).__name__.__len__() + 25)
conv(functools.partial(lambda a, b, c=1: a + b * c, 5, c=3)(7))
conv(functools.reduce(lambda a, b: a if a > b else b, map(int, "2748")))
