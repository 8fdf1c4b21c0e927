# == list methods
l = [3, 1, 2]
l.append(4); l.extend([5]); l.insert(0, 9); l.remove(1); print(l, l.pop(), l.pop(0), l.index(2), l.count(4))
l.sort(); print(l); l.sort(key=lambda x: -x); print(l); l.reverse(); print(l, l.copy() is l); l.clear(); print(l)
l += [1]; l *= 3; print(l); l[1:2] = [7, 8]; print(l); l[::2] = [0, 0]; print(l)
try: l.remove(99)
except ValueError as e: print(e)
try: [][0]
except IndexError as e: print(e)
try: [].pop()
except IndexError as e: print(e)
# == list comparison and nesting
a = [[0] * 2] * 2; a[0][0] = 1; print(a, [1, 2] < [1, 3], [1] + [2], [1, 2] == [1, 2], [] < [0], 2 in [1, 2], [[1, 2], [3]][0][1])
# == dict methods
d = {'a': 1}
d.update({'b': 2}, c=3); d.setdefault('d', []).append(1); print(d, d.get('zz'), d.pop('a'), d.pop('a', 'none'), d.popitem(), list(d), list(d.values()), list(d.items()), 'b' in d, len(d))
print({'a': 1} | {'b': 2}, dict(a=1, **{'b': 2}), dict([('x', 1)]), dict.fromkeys('ab', 0), dict(zip('ab', [1, 2])), {**d, 'e': 5}, d == {'b': 2, 'c': 3})
d |= {'z': 1}; print(d, list(reversed(d)), d.copy() == d)
try: d['nope']
except KeyError as e: print(e, repr(e))
# == dict views
d = {'a': 1, 'b': 2}
k = d.keys(); d['c'] = 3
print(k, len(k), k & {'a', 'z'}, 'c' in k, d.items(), d.values(), list(d.items())[0], ('a', 1) in d.items())
# == set operations
a, b = {1, 2, 3}, {2, 3, 4}
print(a & b, a | b, a - b, a ^ b, a <= b, {2} < a, a.isdisjoint({9}), a.union([7]), sorted(a.symmetric_difference(b)), len(a), 2 in a, a == {3, 2, 1}, frozenset([1]) == {1}, set('aab') == {'a', 'b'})
a.add(9); a.discard(1); a.update([5]); a -= {5}; a |= {6}; print(sorted(a)); print(set(), {1} if a else 0, frozenset({1}))
# == small integer sets iterate in order
print({3, 1, 2}, list({5, 0, 9}), [x for x in {8, 1}], sorted({'b', 'a'}))
# == tuples
t = (1, 2, 3)
print(t[1:], t + (4,), t * 2, t.count(1), t.index(3), (1,), (), 2 in t, t < (1, 3), hash((1, 2)) == hash((1, 2)), tuple('ab'), tuple([1]), len(t))
try: t[0] = 1
except TypeError as e: print(e)
# == ranges
r = range(2, 10, 3)
print(r, list(r), len(r), r[1], r[-1], 5 in r, 6 in r, r[1:], r == range(2, 11, 3), range(5)[::-1], list(range(3, 0, -1)), r.start, r.stop, r.step, r.index(8), sum(range(101)))
# == slices
s = slice(1, None, 2)
l = list(range(6))
print(l[s], s.indices(6), s, l[-2:], l[:-1], l[::-1], l[10:], l[slice(None, 2)], s.start, s.step)
# == sorting is stable and by several keys
rows = [('b', 2), ('a', 2), ('c', 1)]
print(sorted(rows, key=lambda r: r[1]), sorted(rows, key=lambda r: (-r[1], r[0])), sorted(rows, reverse=True), sorted(['b', 'A', 'c'], key=str.lower))
# == nested structures and updates
cfg = {'stages': [{'c': 64}, {'c': 128, 'n': 2}]}
for i, s in enumerate(cfg['stages']): s.setdefault('n', 1); s['i'] = i
print(cfg, [s['c'] * s['n'] for s in cfg['stages']])
# == changing while iterating
d = {'a': 1}
try:
    for k in d: d['b'] = 2
except RuntimeError as e: print(e)
l = [1, 2, 3]
for x in l:
    if x < 3: l.append(x + 10)
    if len(l) > 6: break
print(l)
# == copies by slicing and constructors
a = [1, [2]]; b = a[:]; c = list(a); b[1].append(3); b[0] = 9
print(a, b, c, a[1] is c[1])
# == unhashable keys
try: {[1]: 2}
except TypeError as e: print(e)
try: {{}}
except TypeError as e: print(e)
# == equality across types
print(1 == 1.0, 1 == True, '1' == 1, [1] == (1,), None == 0, {1: 'a'}[1.0], {1: 'a', True: 'b'}, 0.1 + 0.2 == 0.3, float('nan') == float('nan'))
# == number protocol
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, divmod(-7, 2), 2 ** 10, 2 ** -1, 10 ** 20, 1 / 2, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 256 >> 3, -1 >> 1, round(2.5), round(3.5), round(2.675, 2), round(-1.5), round(1234, -2), abs(-3), pow(2, 10, 1000), int('12') * 2, True + True)
print((5).bit_length(), (2.5).is_integer(), (4.0).is_integer(), (0.5).as_integer_ratio(), float('1e3'), 1e3, 1_000, 0xff, 3.0, 1e100, 5e-324, complex(1, 2) * 1j, (3 + 4j).real, abs(3 + 4j), (255).bit_count(), float.fromhex('0x1p-2'), (0.1).hex())
# == division by zero
for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0):
    try: f()
    except ZeroDivisionError as e: print(e)
# == min, max, sum of strings and errors
try: max([])
except ValueError as e: print(e)
try: sum(['a'])
except TypeError as e: print(e)
try: sorted([1, 'a'])
except TypeError as e: print(e)
try: [1] + (2,)
except TypeError as e: print(e)
try: 'a' + 1
except TypeError as e: print(e)
# == memoryview-free bytes in containers
print([bytes([i]) for i in range(2)], {b'a': 1}[b'a'], b'ab'[::-1])
# == print with options
print(1, 2, sep='-', end='!\n'); print(); print(*[1, 2], sep='\n'); print('a', end=''); print('b')
# == any, all, sum with generators, nested any
print(any(x > 2 for x in [1, 3]), all([]), any([]), sum((1, 2), 3), sum([[1], [2]], []), all(isinstance(x, int) for x in (1, 2)), sum(x for x in range(5) if x % 2))
# == dict comprehension with conditions and inversion
d = {'a': 1, 'b': 2}
print({v: k for k, v in d.items()}, {k: v for k, v in d.items() if v > 1}, {i: [] for i in range(2)}, {(i, j): i * j for i in range(2) for j in range(2)})
# == dict order after deletion
d = dict(a=1, b=2, c=3); del d['a']; d['a'] = 9; print(d, next(iter(d)), list(d)[-1])
