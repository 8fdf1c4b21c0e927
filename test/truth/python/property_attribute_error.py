class G:
    @property
    def p(self): raise AttributeError('x')
    def __getattr__(self, n): return 'ga:' + n
print(G().p, G().q)
