class A:
    n = 3
    a = [i for i in range(n)]
    try:
        b = [n for _ in range(1)]
    except NameError as e:
        b = 'NameError'
print(A.a, A.b)
