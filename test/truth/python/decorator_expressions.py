reg = {}
class R:
    def register(self, name):
        def d(f):
            reg[name] = f
            return f
        return d
    tools = None
r = R()
@r.register('a')
def f(): return 'fa'
decs = [lambda f: (lambda: 'wrapped ' + f())]
@decs[0]
def g(): return 'g'
print(reg['a'](), g())
@staticmethod
def h(): return 1
@(lambda c: c)
class K: pass
print(K.__name__)
