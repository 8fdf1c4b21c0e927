def f(l):
    for i in l:
        if i == 2: break
    else:
        return 'else'
    return 'broke'
print(f([]), f([1, 2]), f([3]))
i = 0
while i < 3:
    i += 1
    if i == 9: break
else:
    print('while else')
