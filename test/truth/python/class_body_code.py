class A:
    items = []
    for i in range(3):
        items.append(i)
    if items: flag = True
    def helper(n): return n * 2
    val = helper(4)
    del helper
print(A.items, A.flag, A.val, A.i, hasattr(A, 'helper'))
