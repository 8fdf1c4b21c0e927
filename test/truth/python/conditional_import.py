try:
    import math
    HAVE = True
except ImportError:
    HAVE = False
print(HAVE)
import os.path as osp, sys
print(osp.join('a', 'b'), os.path.basename('x/y.py') if 'os' in dir() else osp.basename('x/y.py'), sys.platform[:5], osp.splitext('m.tar.gz'))
