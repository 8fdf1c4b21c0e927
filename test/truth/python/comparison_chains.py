cnt = [0]
def mid():
    cnt[0] += 1
    return 5
print(1 < mid() < 10, cnt, 3 > 2 > 2, 1 < 2 != 3, 1 == 1 in [1])
