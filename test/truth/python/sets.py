s = {3, 1, 2}
print(len(s), 2 in s, s | {9} == {1, 2, 3, 9}, s & {1, 7}, s - {1, 2}, s ^ {3, 4} == {1, 2, 4}, {1, 2} <= {1, 2, 3}, {1} < {1}, set('aab') == {'a', 'b'}, set(), frozenset([1]) == {1})
s.add(4); s.discard(9); s.remove(1)
print(sorted(s), s.isdisjoint({10}), {1, 2}.union([3]), set([1, 1.0, True]))
