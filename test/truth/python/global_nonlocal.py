def f():
    global gg
    gg = 1
f()
print(gg)
def c():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    inc()
    return inc(), n
print(c())
