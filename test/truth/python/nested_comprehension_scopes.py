def f(n):
    k = 10
    return [[i * j + k for j in range(n)] for i in range(n)], {i: [n + i for _ in range(1)] for i in range(2)}
print(f(2))
class A:
    size = 2
    grid = [[0] * 2 for _ in range(size)]
print(A.grid)
