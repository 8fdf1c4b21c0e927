class MyInt(int):
    def half(self): return self // 2
a = MyInt(7)
print(a.half(), type(a + 1).__name__, a == 7, [1, 2, 3][MyInt(1)])
class MyStr(str):
    def shout(self): return self.upper() + '!'
print(MyStr('hi').shout(), MyStr('a') + 'b', len(MyStr('abc')))
