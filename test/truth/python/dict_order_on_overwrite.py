print(list({**{'a': 1, 'b': 2}, 'a': 3}))
d = {'a': 1, 'b': 2}
del d['a']
d['a'] = 3
print(list(d), list(reversed(d)))
