print(range(5)[-1], list(range(10, 0, -3)), range(0, 5, 2) == range(0, 6, 2), 4 in range(0, 5, 2), 3 in range(0, 5, 2), len(range(10, 0)), range(3), range(1, 7, 2)[1:], list(reversed(range(3))))
try:
    range(4 / 2)
except TypeError as e:
    print(e)
