class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def f(v):
    match v:
        case 0 | 1: return 'small'
        case -5: return 'minus five'
        case 'abc': return 'str'
        case None: return 'none'
        case [a, b]: return f'pair {a} {b}'
        case [first, *rest]: return f'list {first} {rest}'
        case {'k': val, **more}: return f'map {val} {more}'
        case Point(x=0, y=y): return f'on y {y}'
        case Point(a, b) if a == b: return 'diagonal'
        case int(n) if n > 10: return f'big {n}'
        case str() as s: return 'other str ' + s
        case _: return 'other'
for v in (1, -5, 'abc', None, [1, 2], (1, 2, 3), {'k': 5, 'z': 1}, Point(0, 3), Point(2, 2), 42, 'q', 3.5, 7):
    print(f(v))
