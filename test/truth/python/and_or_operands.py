print((0 or []), ('' or 3), (2 and 5), (0 and 1/0), not 1 == 2, not 0 and 1 or 2, not (0 or 1))
