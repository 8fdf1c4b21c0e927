def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
print(even(20), odd(7))
def walk(t): return sum(walk(c) for c in t) if isinstance(t, list) else t
print(walk([1, [2, [3, 4]], 5]))
