class Cell:
    def f(self): return __class__
print(Cell().f() is Cell)
