z = 1
def f():
    try:
        z += 1
    except UnboundLocalError as e:
        return type(e).__name__
print(f())
