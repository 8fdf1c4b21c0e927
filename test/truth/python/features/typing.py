# == NamedTuple
from typing import NamedTuple, List
class Block(NamedTuple):
    in_ch: int
    out_ch: int = 64
    sizes: List[int] = []
    def ratio(self): return self.out_ch // self.in_ch
b = Block(3)
print(b, b.ratio(), b._replace(out_ch=9), b == (3, 64, []), Block._fields, b._asdict(), b[0])
i, o, s = b; print(i, o, s)
# == NamedTuple made by a call
from typing import NamedTuple
P = NamedTuple('P', [('x', int), ('y', int)])
print(P(1, y=2), P._fields)
# == TypedDict is a dict
from typing import TypedDict
class Cfg(TypedDict, total=False):
    depth: int
    name: str
c = Cfg(depth=50, name='r')
print(c, type(c) is dict, c['depth'], isinstance(c, dict))
d: Cfg = {'depth': 1}; print(d, Cfg.__annotations__['depth'])
# == Protocol
from typing import Protocol, runtime_checkable
@runtime_checkable
class HasForward(Protocol):
    def forward(self, x): ...
class A:
    def forward(self, x): return x
print(isinstance(A(), HasForward), isinstance(3, HasForward))
class B(HasForward):
    def forward(self, x): return 2 * x
print(B().forward(2))
# == Generic
from typing import Generic, TypeVar
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
print(Box(3).get(), Box[int](4).get(), T, T.__name__)
class IntBox(Box[int]):
    def twice(self): return self.v * 2
print(IntBox(4).twice(), [c.__name__ for c in IntBox.__mro__])
# == annotations at run time
from typing import Optional, Union, List, Dict, Tuple, Any, Callable
def f(x: Optional[int] = None, *a: List[int], **k: Any) -> Dict[str, int]: return {}
print(sorted(f.__annotations__), f.__annotations__['x'] == Optional[int], f())
# == get_type_hints, get_origin, get_args
from typing import get_type_hints, get_origin, get_args, List, Dict, Union, Optional, Tuple
class A:
    x: int
    y: 'str'
print(get_type_hints(A), get_origin(List[int]), get_args(Dict[str, int]), get_origin(Union[int, str]) is Union, get_args(Optional[int]), get_args(int))
print(get_origin(list[int]), get_args(tuple[int, ...]))
# == Literal, Final, cast, NewType
from typing import Literal, Final, cast, NewType, get_args
Mode = Literal['same', 'valid']
print(get_args(Mode))
X: Final = 3
UserId = NewType('UserId', int)
print(cast(int, 'a'), UserId(5), X)
# == overload and TYPE_CHECKING
from typing import overload, TYPE_CHECKING
if TYPE_CHECKING:
    from nowhere import Thing
@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x
print(f(1), f('a'))
# == union types
print(isinstance(1, int | str), isinstance(1.5, int | str), int | None)
def f(x: int | None = None): return x
print(f())
# == class annotations without values
class A:
    x: int
    y: int = 2
print(A.__annotations__, hasattr(A, 'x'), A.y)
# == a generic alias calls its class
print(list[int]([1, 2]), dict[str, int](a=1), tuple[int]([1]))
from typing import List, Dict
try: print(List[int]([1]))
except TypeError as e: print(e)
# == print of typing things
from typing import Optional, Union, List, Dict, Tuple, Any, Callable, Sequence
print(Optional[int], Union[int, str], List[int], Dict[str, List[int]], Tuple[int, ...], Any, Callable[[int], str], Sequence[float])
# == Self, Annotated, ParamSpec do nothing at run time
from typing import Annotated, get_args
from typing import Self
Size = Annotated[int, 'pixels']
print(get_args(Size))
class A:
    def me(self) -> 'Self': return self
print(type(A().me()).__name__)
