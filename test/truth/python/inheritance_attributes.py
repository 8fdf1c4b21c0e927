class A:
    x = 1
    def __init__(self): self.y = 2
    def describe(self): return f'{type(self).__name__}:{self.x}:{self.y}'
class B(A):
    x = 10
    def __init__(self):
        super().__init__()
        self.y += 5
print(A().describe(), B().describe())
A.z = 'added'
print(B().z, B.__dict__.get('z'))
