print(int, str, [int, float], type(None), type(1), type(len), Exception, ValueError('x'), type('a') is str, NotImplemented, Ellipsis)
class A: pass
print(A, repr(A).split('.')[-1])
