print(sorted([(1, 'b'), (0, 'a'), (1, 'a')], key=lambda t: t[0]))
print(sorted([(1, 'b'), (0, 'a'), (1, 'a')], key=lambda t: t[0], reverse=True))
print(max([(1, 'a'), (1, 'b')], key=lambda t: t[0]), min([1.0, 1]), max('abc', 'abd'), max([], default=3))
l = [3, 1, 2]
l.sort(key=lambda v: -v)
print(l, sorted('banana'), sorted({'b': 1, 'a': 2}))
