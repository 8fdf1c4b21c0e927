# == ChainMap
from collections import ChainMap
defaults = {'depth': 50, 'width': 64}
c = ChainMap({'depth': 101}, defaults)
print(c['depth'], c['width'], len(c), 'x' in c, sorted(c), dict(c))
c['width'] = 128
print(c.maps[0], defaults, c.get('zzz', 1), c.new_child({'depth': 1})['depth'], c.parents['depth'])
# == Counter arithmetic
from collections import Counter
a, b = Counter('aab'), Counter('abc')
print(a + b, a - b, a & b, a | b, a['zzz'], +Counter(x=-1, y=2))
print(a.most_common(1), sorted(a.elements()), sum(a.values()))
a.update('bb'); print(a)
# == defaultdict nests
from collections import defaultdict
tree = lambda: defaultdict(tree)
t = tree()
t['a']['b'] = 1
print(t['a']['b'], 'x' in t, len(t))
d = defaultdict(list)
for k, v in [('a', 1), ('b', 2), ('a', 3)]: d[k].append(v)
print(d, dict(d), d.get('zz'))
d = defaultdict(int, x=1); d['y'] += 2; print(d)
# == __missing__ of a dict subclass
class D(dict):
    def __missing__(self, k):
        self[k] = k * 2
        return self[k]
d = D(a=1)
print(d['a'], d['bb'], d, d.get('cc'))
# == deque
from collections import deque
d = deque([1, 2, 3], maxlen=3)
d.append(4); print(d, d.maxlen)
d.appendleft(0); print(list(d), d[0], d[-1], len(d))
d.rotate(1); print(d); d.extend([7, 8]); print(d, d.pop(), d.popleft(), 7 in d)
d = deque(); d.extendleft([1, 2]); print(d, d.copy(), d == deque([2, 1])); d.clear(); print(bool(d))
# == OrderedDict
from collections import OrderedDict
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
o.move_to_end('a'); print(list(o)); o.move_to_end('c', last=False); print(list(o))
print(o.popitem(), o.popitem(last=False), o)
print(OrderedDict(a=1) == {'a': 1}, OrderedDict([('a', 1), ('b', 2)]) == OrderedDict([('b', 2), ('a', 1)]))
# == namedtuple
from collections import namedtuple
P = namedtuple('P', 'x y', defaults=[5])
p = P(1)
print(p, p.x, p[1], p._replace(x=9), p._asdict(), P._fields, P._make([3, 4]), p == (1, 5), P._field_defaults)
a, b = p; print(a + b, len(p), isinstance(p, tuple))
class Q(namedtuple('Q', ['a', 'b'])):
    __slots__ = ()
    def total(self): return self.a + self.b
print(Q(1, 2).total(), Q(a=1, b=2))
# == namedtuple with a wrong name
from collections import namedtuple
try:
    namedtuple('P', 'x class')
except ValueError as e: print(e)
try:
    namedtuple('P', 'x y')(1)
except TypeError as e: print(e)
# == UserDict
from collections import UserDict
class Upper(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
u = Upper({'a': 1}); u['b'] = 2
print(u.data, u['A'], len(u), 'B' in u, list(u), u.get('C', 0))
# == UserList
from collections import UserList
class L(UserList):
    def double(self): return [2 * x for x in self.data]
l = L([1, 2]); l.append(3)
print(l.double(), len(l), l[0], list(l))
# == collections.abc classes
from collections.abc import Iterable, Mapping, Sequence, Callable, Hashable, Sized, Iterator, MutableMapping
print(isinstance([], Iterable), isinstance({}, Mapping), isinstance('a', Sequence), isinstance(3, Iterable))
print(isinstance(len, Callable), isinstance([], Hashable), isinstance((), Hashable), isinstance(iter([]), Iterator), isinstance({}, MutableMapping), isinstance(set(), Sized))
# == a MutableMapping of one's own
from collections.abc import MutableMapping
class M(MutableMapping):
    def __init__(self, **k): self.d = dict(k)
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M(a=1, b=2)
print(m.get('a'), m.get('z', 9), list(m.items()), 'a' in m, m.pop('a'), m.setdefault('q', 5), dict(m), list(m.keys()), list(m.values()))
m.update({'r': 1}, s=2); print(dict(**m))
# == a Sequence of one's own
from collections.abc import Sequence
class S(Sequence):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return i * i
s = S(4)
print(list(s), 9 in s, s.index(4), s.count(1), list(reversed(s)))
# == nested defaultdict tree
from collections import defaultdict
def tree(): return defaultdict(tree)
t = tree()
t['a']['b']['c'] = 1
t['a']['d'] = 2
print(sorted(t['a']), t['a']['b']['c'], 'x' in t, len(t['q']))
import json
print(json.dumps(t, sort_keys=True))
d = defaultdict(lambda: defaultdict(int))
for w in 'abcab': d[w]['n'] += 1
print({k: dict(v) for k, v in d.items()})
print(defaultdict(list, {'a': [1]}))
print(repr(defaultdict(int)), defaultdict(None, a=1))
try: defaultdict(None)['x']
except KeyError as e: print('KeyError', e)
d = defaultdict(list); d.setdefault('z', []).append(1); print(d, d.default_factory is list)
# == ChainMap and OrderedDict
from collections import ChainMap, OrderedDict
c = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(c['a'], c['b'], len(c), list(c), dict(c), c.parents, c.maps)
c2 = c.new_child({'z': 0}); c2['q'] = 9; print(c2, 'b' in c2, c2.get('none', 5))
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
o.move_to_end('a'); print(o, list(reversed(o)))
o.move_to_end('c', last=False); print(list(o))
print(o.popitem(last=False), o.popitem(), o == {'b': 2}, o == OrderedDict(b=2))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), dict(OrderedDict(a=1)))
# == names of named tuples, deques with a limit, counters in order
from collections import namedtuple, deque, Counter, UserDict
P = namedtuple('P', 'a b', defaults=[2]); print(P(1), P(a=1,b=4))
P2 = namedtuple('P2', ['a','def','a'], rename=True); print(P2._fields)
try: P(1)._replace(z=3)
except ValueError as e: print(e)
try: namedtuple('Q', 'a def')
except ValueError as e: print(e)
d = deque([1,2,3], maxlen=4); d.extendleft([4,5,6]); print(d, deque([1])+deque([2]))
c = Counter(a=1,b=-2); print(-c, +c, Counter(a=1) <= Counter(a=2), Counter(a=1) == Counter(a=1,b=0))
u = UserDict(a=1); print(u.pop('z', 5), u.pop('a'), u)
# == operators of collections.abc.Set
from collections.abc import Set, Mapping
class LS(Set):
    def __init__(self, it): self.e = list(it)
    def __iter__(self): return iter(self.e)
    def __contains__(self, v): return v in self.e
    def __len__(self): return len(self.e)
    def __repr__(self): return f'LS({self.e})'
print(LS([1,2]) & LS([2,3]), LS([1,2]) | LS([2,3]), LS([1,2]) - LS([2]), LS([1,2]) ^ LS([2,3]), LS([1]) <= LS([1,2]), LS([1])==LS([1]), LS([1]).isdisjoint([2]))
