print(isinstance(1, (str, (int,))), isinstance(True, int), isinstance(1, int | str), isinstance('a', int | str), isinstance(None, type(None)))
class IC(type):
    def __instancecheck__(cls, o): return o == 7
class Seven(metaclass=IC): pass
print(isinstance(7, Seven), isinstance(8, Seven), issubclass(bool, int))
