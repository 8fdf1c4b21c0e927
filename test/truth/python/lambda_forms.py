f = lambda: 0
g = lambda x, y=2, *a, **k: (x, y, a, k)
print(f(), g(1), g(1, 3, 4, z=5), (lambda *a: a)(1, 2), (lambda: (yield))().__class__.__name__)
