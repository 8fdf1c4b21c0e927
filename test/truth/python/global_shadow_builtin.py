def len(x): return 'mine'
print(len([1]))
del len
print(len([1]))
