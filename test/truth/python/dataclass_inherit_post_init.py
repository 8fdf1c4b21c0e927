from dataclasses import dataclass, field
@dataclass
class A:
    a: int = 1
    def __post_init__(self): self.b = self.a * 2
@dataclass
class B(A):
    c: int = 3
print(B(5).b, B(), B(7, c=8))
@dataclass(frozen=True, order=True)
class F:
    v: int
    w: int = field(default=0, compare=False, repr=False)
print(F(1) < F(2), hash(F(1)) == hash(F(1, 5)), F(3))
try:
    F(1).v = 2
except AttributeError as e:
    print(type(e).__name__ in ('AttributeError', 'FrozenInstanceError'))
