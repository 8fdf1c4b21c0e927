from enum import Enum, IntEnum, auto
class E(Enum):
    A = 1
    B = 1
    C = 2
print(E.A is E.B, list(E), E.C.name, E.C.value, E(2), E['A'], E.A == 1, len(E), repr(E.C), str(E.C))
class I(IntEnum):
    X = 3
    Y = auto()
print(I.X + 1, I.Y == 4, I.Y > I.X)
class S(str, Enum):
    R = 'relu'
print(S.R == 'relu', S.R.value.upper(), S('relu') is S.R)
