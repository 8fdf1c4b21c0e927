class A:
    v = 1
a = A()
a.v += 1
print(a.v, A.v)
class B:
    l = []
b = B()
b.l += [1]
print(B.l, b.__dict__)
