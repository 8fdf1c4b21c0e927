class M:
    def __init__(self):
        self.__x = 1
    def get(self): return self.__x
m = M()
print(m.__dict__, m.get(), hasattr(m, '__x'), getattr(m, '_M__x'))
