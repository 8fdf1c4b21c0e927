class L0:
    def __len__(self): return 0
class BF:
    def __bool__(self): return False
    def __len__(self): return 3
print(bool(L0()), bool(BF()), L0() or 'default', not [], not {0})
