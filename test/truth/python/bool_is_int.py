print(True + True, True == 1, sum([True, True]), [10, 20][True], isinstance(True, int), {True: 'a', 1: 'b'}, 'x' * True, True & False, True | 1)
