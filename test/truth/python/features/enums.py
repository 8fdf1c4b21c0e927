# == auto and members
from enum import Enum, auto
class C(Enum):
    A = auto()
    B = auto()
    D = 10
    E = auto()
print(list(C), C.E.value, C['A'], C(2), C.A.name, len(C), C.A is C(1), C.A in C, [c.name for c in C])
# == IntEnum is an int
from enum import IntEnum
class K(IntEnum):
    SMALL = 3
    BIG = 5
print(K.SMALL + 1, K.BIG > K.SMALL, K(3), [0] * K.SMALL, int(K.BIG), K.BIG == 5, f'{K.BIG}', repr(K.BIG), str(K.BIG))
# == StrEnum is a str
from enum import StrEnum, auto
class M(StrEnum):
    SAME = auto()
    VALID = 'v'
print(M.SAME, M.SAME == 'same', M('v'), M.VALID.upper(), f'{M.VALID}', {'same': 1}[M.SAME])
# == str mixed in by hand
from enum import Enum
class M(str, Enum):
    SAME = 'same'
    VALID = 'valid'
print(M.SAME == 'same', M('valid') is M.VALID, M.SAME.value, M.SAME in ('same',), repr(M.SAME), {'same': 1}.get(M.SAME))
# == Flag
from enum import Flag, auto
class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(P.RW, P.R in P.RW, P.X in P.RW, (P.R | P.X).value, bool(P.R & P.W), P(4), ~P.R == P.W | P.X)
# == IntFlag
from enum import IntFlag
class F(IntFlag):
    A = 1
    B = 2
print(F.A | F.B == 3, int(F.A | F.B), F.A & 3, isinstance(F.A, int))
# == methods and attributes of members
from enum import Enum
class Planet(Enum):
    MERCURY = (3.3e23, 2.4e6)
    EARTH = (5.9e24, 6.3e6)
    def __init__(self, mass, radius):
        self.mass = mass; self.radius = radius
    @property
    def density(self): return self.mass / self.radius
    @classmethod
    def default(cls): return cls.EARTH
print(Planet.EARTH.mass, Planet.default().name, round(Planet.EARTH.density, 3) > 0, Planet.MERCURY.value)
# == aliases and __members__
from enum import Enum, unique
class C(Enum):
    A = 1
    B = 1
    D = 2
print(list(C), C.B is C.A, list(C.__members__), C.B.name)
try:
    @unique
    class E(Enum):
        X = 1
        Y = 1
except ValueError as e: print(e)
# == functional form
from enum import Enum
C = Enum('C', ['RED', 'GREEN'])
D = Enum('D', {'X': 7, 'Y': 8})
print(list(C), D.X.value, C.RED.name)
# == values that are not members
from enum import Enum
class C(Enum): A = 1
try: C(9)
except ValueError as e: print(e)
try: C['Z']
except KeyError as e: print(e)
try: C.A = 3
except AttributeError as e: print('AttributeError')
# == _missing_
from enum import Enum
class C(Enum):
    A = 'a'
    @classmethod
    def _missing_(cls, v): return cls.A
print(C('zzz'))
# == members as keys and in match
from enum import Enum
class Mode(Enum):
    TRAIN = 1
    EVAL = 2
table = {Mode.TRAIN: 'train', Mode.EVAL: 'eval'}
print(table[Mode(2)])
match Mode.EVAL:
    case Mode.TRAIN: print('t')
    case Mode.EVAL: print('e')
# == callables as values
from enum import Enum
from functools import partial
class Act(Enum):
    RELU = partial(max, 0)
    def __call__(self, x): return self.value(x)
print(Act.RELU(-3), Act.RELU(4))
# == _generate_next_value_
from enum import Enum, auto
class C(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    A = auto()
    B = auto()
print([c.value for c in C])
# == Flag and IntFlag
from enum import Flag, IntFlag, auto, Enum, IntEnum, unique
class F(Flag):
    A = auto()
    B = auto()
    C = auto()
    AB = A | B
print(F.A, repr(F.A | F.C), F.AB, repr(F.AB), F.AB.value, F.A in F.AB, F.C in F.AB, bool(F.A & F.B), ~F.A == F.B | F.C)
print([f.name for f in F], list(F.AB), len(F), F(5), repr(F(0)), F['AB'])
f = F.A; f |= F.C; print(f, f.value, f ^ F.A)
class I(IntFlag):
    R = 4
    W = 2
    X = 1
print(I.R | I.W, repr(I.R | I.W), int(I.R | I.W), (I.R | 1) == 5, I.R + 1, I(7), isinstance(I.R, int), I.R & 6, I.X << 3, f'{I.R}', f'{I.R:d}')
print(int(I.W), I.R in I(6), sorted(I), ~I.R)
# == unique and enum details
from enum import Enum, IntEnum, unique, auto, EnumMeta
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
        C = 1
except ValueError as e: print(e)
class Shape(Enum):
    SQUARE = 2
    DIAMOND = 1
    ALIAS = 2
    def describe(self): return self.name, self.value
    @classmethod
    def default(cls): return cls.DIAMOND
    def __str__(self): return f'my {self.name}'
print(Shape.ALIAS, repr(Shape.ALIAS), list(Shape), Shape.__members__, Shape['ALIAS'].describe(), Shape(1), Shape.default())
try: Shape(9)
except ValueError as e: print(e)
try: Shape['Q']
except KeyError as e: print(e)
class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (6.4, 3.3)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return round(self.mass / self.radius, 3)
print(Planet.EARTH.g, Planet.MARS.value, Planet((6.4, 3.3)))
class Color(str, Enum):
    RED = 'r'
    BLUE = 'b'
print(Color.RED == 'r', Color('b'), Color.RED.upper(), f'{Color.RED}', isinstance(Color.RED, str), {'r': 1}[Color.RED])
class N(IntEnum):
    ONE = auto(); TWO = auto()
print(N.ONE < N.TWO, N.TWO + 1, f'{N.TWO}', repr(N.TWO), [1, 2, 3][N.ONE], N.TWO == 2, range(N.TWO))
Anim = Enum('Anim', 'ANT BEE'); print(list(Anim), Anim.BEE.value, Enum('X', {'a': 5}).a)
class Auto(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    FOO = auto(); BAR = auto()
print(Auto.FOO.value, Auto.BAR)
try: Shape.SQUARE = 3
except AttributeError as e: print('AttributeError')
class Missing(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A
print(Missing(77), Shape.SQUARE in Shape, Shape.SQUARE.name, isinstance(Shape.SQUARE, Shape), type(Shape).__name__)
try:
    class Sub(Shape): pass
except TypeError as e: print(e)
# == StrEnum
from enum import StrEnum, auto
class S(StrEnum):
    CONV = auto()
    POOL = 'Pool'
print(S.CONV, S.CONV == 'conv', f'{S.POOL}', repr(S.CONV), S('Pool'), S.CONV.upper(), str(S.CONV), ','.join(S), sorted(S))
