class A:
    def __init__(self): self.__dict__['store'] = {}
    def __setattr__(self, n, v): self.store[n] = v
    def __getattr__(self, n):
        if n in self.store: return self.store[n]
        raise AttributeError(n)
a = A()
a.x = 1
print(a.x, hasattr(a, 'y'), getattr(a, 'y', 'dflt'), vars(a))
class B:
    pass
b = B()
setattr(b, 'q', 5)
print(b.q, b.__dict__, hasattr(B, 'q'))
delattr(b, 'q')
try:
    b.q
except AttributeError as e:
    print(e)
