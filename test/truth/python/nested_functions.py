def outer(a):
    def mid(b):
        def inner(c): return a + b + c
        return inner
    return mid
print(outer(1)(2)(3))
def compose(*fs):
    def run(x):
        for f in fs: x = f(x)
        return x
    return run
print(compose(str, len)(12345))
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
print(fact(20), fact(25))
