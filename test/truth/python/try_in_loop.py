out = []
for v in ['1', 'x', '3']:
    try:
        out.append(int(v))
    except ValueError:
        out.append(None)
        continue
    finally:
        out.append('f')
print(out)
