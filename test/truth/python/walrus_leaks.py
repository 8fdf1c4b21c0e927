def f():
    [y := i for i in range(3)]
    return y
print(f())
if (n := len('abc')) > 2:
    print(n)
