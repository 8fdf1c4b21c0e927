a, *b, c = range(5)
print(a, b, c)
(x, y), z = (1, 2), 3
print(x, y, z)
[p, q] = 'pq'
print(p, q)
a, *b = (1,)
print(b)
for (i, j), k in [((1, 2), 3)]: print(i, j, k)
print([*range(3), *'ab'], {**{'a': 1}, 'b': 2}, (*[1], 2))
for bad in ([1], [1, 2, 3]):
    try:
        m, n = bad
    except ValueError as e:
        print(e)
