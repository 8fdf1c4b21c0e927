class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        ns['tag'] = name.lower()
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        cls.ready = True
class K(metaclass=Meta): pass
class L(K): pass
print(K.tag, L.tag, L.ready, type(L).__name__)
