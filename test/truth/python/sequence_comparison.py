print([1, 2] < [1, 2, 0], (1, 'a') < (1, 'b'), 'a' < 'b', [] < [0], [1, 2] == (1, 2), 'abc' > 'abd', (1, 2) <= (1, 2))
for f in (lambda: 1 < 'a', lambda: [1] < (1,), lambda: None < 1):
    try:
        f()
    except TypeError as e:
        print(e)
