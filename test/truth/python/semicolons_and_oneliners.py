a = 1; b = 2; print(a + b)
if a: print('x'); print('y')
class C: x = 1; y = 2
print(C.x + C.y)
def f(): return 1
for i in (1, 2): print(i); i += 1
