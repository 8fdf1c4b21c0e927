class D:
    @property
    def p(self): return 'prop'
    def m(self): return 1
d = D()
d.__dict__['p'] = 'inst'
print(d.p)
d.m = lambda: 2
print(d.m())
