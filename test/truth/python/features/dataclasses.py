# == defaults, factories and repr
from dataclasses import dataclass, field
@dataclass
class C:
    a: int
    b: str = 'x'
    c: list = field(default_factory=list)
    d: int = field(default=3, repr=False)
print(C(1), C(1, 'y', [2]), C(1) == C(1), C(1).c is C(1).c, C(1).d)
# == replace, asdict, astuple, fields
from dataclasses import dataclass, replace, asdict, astuple, fields, is_dataclass
@dataclass
class In: w: int = 1
@dataclass
class Out:
    x: In
    y: dict
o = Out(In(2), {'k': [In(3)]})
print(replace(o, y={}), asdict(o), astuple(o), [f.name for f in fields(Out)], is_dataclass(o), is_dataclass(Out), is_dataclass(3))
# == inheritance keeps the order of fields
from dataclasses import dataclass
@dataclass
class A:
    x: int = 1
    y: int = 2
@dataclass
class B(A):
    z: int = 3
    x: int = 9
print(B(), B(5), [*B.__dataclass_fields__])
# == keyword only
from dataclasses import dataclass, field, KW_ONLY
@dataclass(kw_only=True)
class A:
    x: int
    y: int = 2
print(A(x=1))
try: A(1)
except TypeError as e: print('TypeError')
@dataclass
class B:
    a: int
    _: KW_ONLY
    b: int = 4
print(B(1, b=2))
# == frozen
from dataclasses import dataclass, FrozenInstanceError
@dataclass(frozen=True)
class A: x: int = 1
a = A()
try: a.x = 2
except FrozenInstanceError as e: print(e)
print(hash(A(1)) == hash(A(1)), {A(1), A(1)})
# == order and eq
from dataclasses import dataclass
@dataclass(order=True)
class A: x: int; y: int
print(A(1, 2) < A(1, 3), sorted([A(2, 0), A(1, 5)]), A(1, 2) == A(1, 2), A(1, 2) != (1, 2))
# == post init and InitVar
from dataclasses import dataclass, field, InitVar
@dataclass
class A:
    x: int
    scale: InitVar[int] = 2
    y: int = field(init=False)
    def __post_init__(self, scale):
        self.y = self.x * scale
print(A(3), A(3, 5).y)
# == ClassVar is no field
from dataclasses import dataclass
from typing import ClassVar, Optional, List
@dataclass
class A:
    count: ClassVar[int] = 7
    x: Optional[int] = None
    sizes: List[int] = None
print(A(), A.count, A(1, [2]))
# == make_dataclass and field metadata
from dataclasses import make_dataclass, field, fields, dataclass
P = make_dataclass('P', [('x', int), ('y', int, 5)])
print(P(1))
@dataclass
class A: x: int = field(default=1, metadata={'help': 'h'})
print(fields(A)[0].metadata['help'], fields(A)[0].default, fields(A)[0].type)
# == a mutable default is refused
from dataclasses import dataclass
try:
    @dataclass
    class A: x: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class B:
        x: int = 1
        y: int
except TypeError as e: print(e)
# == eq=False, repr=False, own __repr__
from dataclasses import dataclass
@dataclass(eq=False)
class A: x: int = 1
print(A() == A())
@dataclass
class B:
    x: int = 1
    def __repr__(self): return 'own'
print(B(), str(B()))
# == a dataclass configures a model
from dataclasses import dataclass, field
from typing import Tuple
@dataclass
class Config:
    dims: Tuple[int, ...] = (64, 128)
    kernel: int = 3
    opts: dict = field(default_factory=lambda: {'bias': False})
    @property
    def pad(self): return self.kernel // 2
    @classmethod
    def tiny(cls, **kw): return cls(dims=(8,), **kw)
c = Config.tiny(kernel=5)
print(c, c.pad, vars(c), c.__dict__ == vars(c))
# == slots
from dataclasses import dataclass
@dataclass(slots=True)
class A: x: int; y: int = 2
print(A(1), hasattr(A(1), '__dict__'))
# == match_args
from dataclasses import dataclass
@dataclass
class P: x: int; y: int
match P(1, 2):
    case P(1, b): print('b', b)
print(P.__match_args__)
# == dataclass fields are inherited through a dict of fields
from dataclasses import dataclass, field, fields, InitVar, KW_ONLY, asdict, astuple, replace, make_dataclass, is_dataclass
@dataclass
class A:
    x: int
    y: int = 2
class Mid(A):
    z: int = 9
@dataclass
class B(Mid):
    y: int = 5
    w: list = field(default_factory=list)
print(B(1), [f.name for f in fields(B)], list(B.__dataclass_fields__), B.__dataclass_fields__['y'].default)
print(Mid(1), is_dataclass(Mid), [f.name for f in fields(Mid(3))])
print(B.__match_args__)
# == dataclass InitVar
from dataclasses import dataclass, field, InitVar, fields
@dataclass
class C:
    i: int
    j: int = None
    database: InitVar[str] = None
    scale: InitVar[int] = 3
    def __post_init__(self, database, scale):
        if self.j is None and database is not None: self.j = len(database) * scale
c = C(10, database='abc')
print(c, c.j, [f.name for f in fields(c)])
print(C(1, 2, 'x', 4))
try: C(1, 2, 'x', 4, 5)
except TypeError as e: print(e)
# == dataclass options
from dataclasses import dataclass, field, KW_ONLY, FrozenInstanceError, asdict, astuple, replace, make_dataclass
@dataclass(order=True, frozen=True)
class V:
    a: int
    b: str = field(default='q', compare=False)
    c: float = field(default=1.5, repr=False)
print(V(1) < V(2), V(1, 'z') == V(1, 'y'), V(3), hash(V(1)) == hash(V(1)))
try: V(1).a = 2
except FrozenInstanceError as e: print(type(e).__name__, e)
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 0
    c: int
print(K(1, c=3)); 
try: K(1, 2, 3)
except TypeError as e: print(e)
@dataclass(slots=True)
class S:
    p: int = 1
print(S(), S.__slots__, hasattr(S(), '__dict__'))
@dataclass
class N:
    v: V
    l: list = field(default_factory=lambda: [1])
    d: dict = field(default_factory=dict)
n = N(V(1), d={'k': V(2)})
print(asdict(n), astuple(n), replace(n, l=[5]))
M = make_dataclass('M', ['x', ('y', int), ('z', int, field(default=4))], namespace={'total': lambda self: self.x + self.y + self.z})
print(M(1, 2), M(1, 2).total())
@dataclass(init=False, repr=False, eq=False)
class Z:
    a: int = 3
print(Z().a, Z() == Z())
@dataclass(kw_only=True)
class KW:
    a: int
    b: int = 2
print(KW(a=1))
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)
try: replace(n, q=1)
except TypeError as e: print(e)
