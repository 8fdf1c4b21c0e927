log = []
def mk(n):
    log.append('eval ' + n)
    def d(f):
        log.append('apply ' + n)
        return f
    return d
@mk('a')
@mk('b')
def df(): pass
print(log)
