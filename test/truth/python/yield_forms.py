def g():
    x = yield
    print('got', x)
    y = (yield 1) or 'dflt'
    print(y)
    yield [x, y]
it = g()
next(it)
print(it.send('s'))
print(next(it))
def sub(): yield from [1, 2]; yield from (3,)
print(list(sub()), sum(i for i in sub()))
