from typing import List, Optional, Dict, Union, Tuple, Any, Callable, TypeVar, Generic, NamedTuple, cast, TYPE_CHECKING
T = TypeVar('T')
def f(x: Optional[List[int]] = None, y: Union[int, str] = 3) -> Dict[str, Any]: return {'x': x, 'y': y}
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
class P(NamedTuple):
    x: int
    y: int = 2
    def s(self): return self.x + self.y
print(f(), Box[int](3).v, cast(int, 'a'), TYPE_CHECKING, P(1), P(1).s(), P(4, y=5).y)
IntOrPair = Union[int, Tuple[int, int]]
def g(k: 'int | None', *a: int) -> 'str': return k
print(g(2), list[int]([1]), dict[str, int]())
