# == literals, or-patterns and guards
def f(x):
    match x:
        case 0: return 'zero'
        case 1 | 2: return 'small'
        case int() if x > 100: return 'big'
        case -1: return 'neg'
        case None: return 'none'
        case True: return 'true'
        case 'a' | 'b': return 'ab'
        case 1.5: return 'float'
        case _: return 'other'
print([f(x) for x in [0, 1, 2, 101, -1, None, True, 'a', 1.5, 'z', 7]])
# == sequences with stars
def f(x):
    match x:
        case []: return 'empty'
        case [a]: return ('one', a)
        case [a, b]: return ('two', a, b)
        case (1, *rest): return ('1+', rest)
        case [first, *_, last]: return (first, last)
print(f([]), f([5]), f((1, 2)), f([1, 2, 3]), f([4, 5, 6]), f('ab'))
# == mappings
def f(x):
    match x:
        case {'type': 'conv', 'k': k, **rest}: return ('conv', k, rest)
        case {'type': t}: return ('other', t)
        case {}: return 'dict'
print(f({'type': 'conv', 'k': 3, 's': 2}), f({'type': 'pool'}), f({'a': 1}), f([1]))
# == classes with positions and keywords
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
def f(p):
    match p:
        case P(0, 0): return 'origin'
        case P(x=0, y=y): return ('y', y)
        case P(a, b): return (a, b)
        case str(s): return ('str', s)
        case int(n) | float(n): return ('num', n)
        case list(l): return ('list', l)
print(f(P(0, 0)), f(P(0, 3)), f(P(1, 2)), f('s'), f(3), f(2.5), f([1]))
# == capture, as and nesting
def f(x):
    match x:
        case {'layers': [{'out': o} as first, *others]}: return (o, first, len(others))
        case [(1 | 2) as n, y]: return (n, y)
        case y: return ('any', y)
print(f({'layers': [{'out': 5}, 1, 2]}), f([2, 'z']), f(9))
# == constants by dotted name
class K:
    CONV = 'conv'
    POOL = 'pool'
def f(x):
    match x:
        case K.CONV: return 1
        case K.POOL: return 2
        case _: return 3
print(f('conv'), f('pool'), f('x'))
# == no case matches
x = 3
match x:
    case 4: y = 1
print('y' in globals())
match (1, 2):
    case a, b: print(a, b)
# == names stay bound after a failed pattern
match [1, 2]:
    case [a, 3]: pass
    case [a, b]: print(a, b)
match 5:
    case int(v) if v > 9: print('no')
    case v: print(v)
# == soft keywords as names
match = 3
case = 4
type = 5
print(match + case + type)
