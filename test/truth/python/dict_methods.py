d = {'a': 1, 'b': 2}
print(d.get('z'), d.get('z', 0), d.setdefault('c', 3), d.pop('a'), d.pop('q', None), list(d), list(d.values()), list(d.items()), 'b' in d, len(d))
d.update({'b': 9}, e=5)
print(d, {**d, 'b': 0}, d | {'z': 1}, dict([(1, 2)], k=3), dict(a=1) == {'a': 1})
del d['e']
print(d.popitem(), d.copy(), d.keys(), d.values(), d.items())
try:
    d['nope']
except KeyError as e:
    print(e, repr(e))
