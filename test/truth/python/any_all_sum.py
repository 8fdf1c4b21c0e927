print(any([]), all([]), any([0, 3]), all([1, 0]), sum([[1], [2]], []), sum([0.1] * 3), sum(range(101)), min(3, 1, 2), max([1, 5], [1, 6]), abs(-4), pow(3, 4, 5), divmod(7, 3))
