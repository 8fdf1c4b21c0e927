def f():
    try: return 1
    finally: return 2
def g():
    x = 1
    try: return x
    finally: x = 2
def h():
    for i in range(3):
        try:
            continue
        finally:
            print('f', i)
    return 'end'
print(f(), g(), h())
