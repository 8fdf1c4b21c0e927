class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + (o.x if isinstance(o, V) else o))
    def __radd__(self, o): return V(o + self.x)
    def __mul__(self, k): return V(self.x * k) if isinstance(k, int) else NotImplemented
    __rmul__ = __mul__
    def __neg__(self): return V(-self.x)
    def __iadd__(self, o):
        self.x += 100
        return self
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __lt__(self, o): return self.x < o.x
    def __getitem__(self, i): return ('item', i)
    def __call__(self, *a): return a
    def __contains__(self, v): return v == self.x
    def __len__(self): return 4
    def __repr__(self): return f'V({self.x})'
a = V(1)
print(a + V(2), a + 5, 5 + a, a * 3, 3 * a, -a, a == V(1), a != V(1), a < V(2), a > V(0), a[1:2], a(1, 2), 1 in a, len(a))
a += 1
print(a, sum([V(1), V(2)], V(0)), sorted([V(3), V(1)]))
try:
    a * 'x'
except TypeError as e:
    print(e)
