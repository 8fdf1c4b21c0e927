class Meta(type):
    def __call__(cls, *a):
        return ('meta', a)
class WM(metaclass=Meta): pass
print(WM(1))
