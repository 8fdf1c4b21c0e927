class A:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1
class G:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(A().a, G[int] == ('G', int))
