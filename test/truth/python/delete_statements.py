x = 1
del x
try:
    x
except NameError as e:
    print(e)
d = {'a': 1}
del d['a']
l = [1, 2, 3]
del l[1]
class A: pass
a = A()
a.v = 1
del a.v
print(d, l, a.__dict__)
