v = 3
print(globals()['v'], 'v' in globals())
globals()['w'] = 4
print(w)
class A: pass
a = A()
vars(a)['k'] = 1
a.__dict__.update(m=2)
print(a.k, a.m, sorted(vars(a)))
