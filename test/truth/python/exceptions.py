class MyErr(ValueError):
    def __init__(self, code):
        super().__init__(f'code {code}')
        self.code = code
try:
    raise MyErr(3)
except (TypeError, ValueError) as e:
    print(type(e).__name__, e, e.code, e.args)
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise RuntimeError('outer') from e
except RuntimeError as e:
    print(e, repr(e.__cause__))
try:
    try:
        raise KeyError('k')
    except KeyError:
        raise
except KeyError as e:
    print('reraised', e)
def f():
    try:
        return 'try'
    except Exception:
        return 'except'
    else:
        return 'else'
print(f())
try:
    pass
except Exception: pass
else: print('else')
finally: print('finally')
try:
    assert 1 == 2, 'msg'
except AssertionError as e:
    print(e)
