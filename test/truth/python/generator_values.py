def gret():
    yield 1
    return 7
def gy():
    v = yield from gret()
    yield v
print(list(gy()))
def closing():
    try:
        yield 1
        yield 2
    finally:
        print('closed')
for v in closing(): break
def echo():
    got = None
    while True:
        got = yield got
        if got is None: got = 'none'
e = echo()
next(e)
print(e.send(3), e.send('x'), next(e))
