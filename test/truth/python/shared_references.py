a = [[]] * 2
a[0].append(1)
print(a, dict.fromkeys('ab', 0))
d = dict.fromkeys([1, 2], [])
d[1].append('x')
print(d)
