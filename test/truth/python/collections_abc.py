from collections.abc import Iterable, Sequence, Mapping, Callable
import numbers
print(isinstance([1], Iterable), isinstance(5, Iterable), isinstance((1,), Sequence), isinstance({}, Mapping), isinstance(len, Callable), isinstance('a', Sequence), isinstance(3, numbers.Number), isinstance(2.5, numbers.Integral))
