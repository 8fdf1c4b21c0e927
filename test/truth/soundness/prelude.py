from probe import flag, num, pick, rec

class Fault(Exception): pass
class Deep(Fault): pass

class A:
    k = 1
    def __init__(self, n=0): self.n = n
    def f(self, v):
        rec(10, v)
        return (v + self.n) % 5
    def __call__(self, v):
        self.n = v
        return v

class B(A):
    def f(self, v):
        rec(11, v, self.n)
        return v
    def __call__(self, v):
        rec(12, v)
        return (v + 1) % 5
    @property
    def twice(self): return (self.n * 2) % 5

class C:
    k = 3
    def __init__(self, n): self.n = n
    def f(self, v): return v
    def __bool__(self): return self.n > 1
    def __len__(self): return self.n

class Quiet:
    def __enter__(self):
        rec(13, a.n)
        return self
    def __exit__(self, kind, *rest):
        b.n = 4
        return kind is not None and issubclass(kind, Deep)

class Plain:
    def __enter__(self): a.n = 3
    def __exit__(self, *rest): rec(14, a.n)

def dbl(v): return (v * 2) % 5
def inc(v):
    a.n = v
    rec(15, v)
    return (v + 1) % 5
def fail(v):
    if v == 2: raise Deep(v)
    return v

a, b, c = A(1), B(2), C(1)
l, d = [1], {}
