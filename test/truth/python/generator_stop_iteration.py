def bad():
    raise StopIteration
    yield
try:
    list(bad())
except RuntimeError as e:
    print(e)
g = (x for x in [1])
print(next(g), next(g, 'end'))
