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
