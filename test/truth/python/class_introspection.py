class A:
    'doc'
    x = 1
    def f(self): pass
class B(A): pass
b = B()
print(A.__name__, B.__bases__ == (A,), B.__mro__[-1] is object, type(b) is B, b.__class__.__name__, A.__doc__, 'x' in A.__dict__, isinstance(B, type), type(A) is type, callable(A), callable(b), A.f.__name__, A.f.__qualname__)
C = type('C', (A,), {'y': 2, 'g': lambda self: self.y})
print(C().g(), C.__name__, C.x)
