REG = {}
def register(cls):
    REG[cls.__name__] = cls
    return cls
@register
class Small:
    def __init__(self, n=4): self.n = n
@register
class Big(Small):
    def __init__(self): super().__init__(40)
print(sorted(REG), [REG[k]().n for k in ('Small', 'Big')], REG['Small'](n=7).n)
