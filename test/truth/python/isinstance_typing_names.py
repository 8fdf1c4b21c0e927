from typing import Callable, Dict, Iterable, List, Mapping, Sequence, Tuple

values = [[1], (1,), "a", 3, {"a": 1}, len]
for name in (Sequence, Iterable, Mapping, Callable, List, Tuple, Dict):
    print([isinstance(value, name) for value in values])
print(isinstance(3, (List, Sequence)), isinstance((3,), (List, Sequence)))
