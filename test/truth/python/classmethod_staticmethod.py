class A:
    name = 'A'
    @classmethod
    def make(cls, x): return cls.name, x
    @staticmethod
    def st(x): return x
class B(A):
    name = 'B'
print(A.make(1), B.make(2), B().make(3), A.st(4), A().st(5))
f = B.make
print(f(6), A.make.__func__ is B.make.__func__)
