class P:
    def __init__(self): self._v = 1
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x * 2
    @v.deleter
    def v(self): self._v = 'gone'
p = P()
p.v = 5
print(p.v)
del p.v
print(p.v)
class R:
    @property
    def r(self): return 1
try:
    R().r = 2
except AttributeError as e:
    print('AttributeError')
