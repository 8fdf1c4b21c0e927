class X:
    def who(self): return 'X'
class Y(X):
    def who(self): return 'Y' + super().who()
class Z(X):
    def who(self): return 'Z' + super().who()
class W(Y, Z):
    def who(self): return 'W' + super().who()
print(W().who(), [c.__name__ for c in W.__mro__])
