print(1 if [] else 2, 'a' if 1 else 1 / 0, [x if x % 2 else -x for x in range(4)], (lambda n: 'even' if n % 2 == 0 else 'odd')(3))
