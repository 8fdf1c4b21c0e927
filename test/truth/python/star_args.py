def f(*a, k=1, **kw): return a, k, kw
print(f(), f(1, 2, k=3, z=4), f(*[1, 2], **{'k': 5, 'y': 6}))
print((lambda a, *b, c: (a, b, c))(1, c=3))
def g(a, b=2, *c): return a, b, c
print(g(1), g(1, 3, 4, 5))
