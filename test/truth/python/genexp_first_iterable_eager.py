lst = [1, 2]
g = (v for v in lst)
lst = [7]
print(list(g))
m = 1
g = (m for _ in range(1))
m = 2
print(list(g))
