for f in (lambda: 1 + 'a', lambda: 'a' + 1, lambda: [1] + (2,), lambda: len(5), lambda: 5(), lambda: [1][1.0], lambda: {}[[]], lambda: int('x'), lambda: (1).foo, lambda: None.x, lambda: [1, 2][5], lambda: 'a'[9], lambda: iter(3), lambda: -'a', lambda: float('q')):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
