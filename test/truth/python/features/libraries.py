# == EasyDict
from easydict import EasyDict as edict
c = edict({'model': {'depth': 50, 'stages': [{'n': 1}, {'n': 2}]}, 'lr': 0.1})
c.extra = {'k': 3}
print(c.model.depth, c['lr'], c.model.stages[1].n, c.extra.k, 'lr' in c, sorted(c), c.get('nope', 7))
# == EasyDict defined key by key
from easydict import EasyDict
cfg = EasyDict()
cfg.A = EasyDict()
cfg.A.B = 5
print(cfg, cfg.A.B, dict(cfg.A), hasattr(cfg, 'Z'))
# == Munch
from munch import Munch, munchify
c = munchify({'a': {'b': 1}, 'l': [{'x': 2}]})
c.new = 3
print(c.a.b, c.l[0].x, c['new'], c.toDict(), isinstance(c, dict))
print(Munch(a=1).a, Munch(a=1) == {'a': 1})
# == OmegaConf create and access
from omegaconf import OmegaConf
c = OmegaConf.create({'model': {'depth': 50, 'dims': [1, 2, 3]}, 'name': 'x'})
print(c.model.depth, c['model']['dims'][1], list(c.model.dims), len(c.model.dims), c.get('zzz', 5), 'model' in c, list(c.keys()))
c.model.depth = 101; c.new = {'k': 1} if False else 4
print(c.model.depth, c.new, OmegaConf.to_container(c))
# == OmegaConf merge and interpolation
from omegaconf import OmegaConf
a = OmegaConf.create({'m': {'d': 1, 'w': 2}, 'w2': '${m.w}', 's': 'w is ${m.w}'})
b = OmegaConf.merge(a, {'m': {'d': 9}}, OmegaConf.from_dotlist(['m.x=7']))
print(b.m.d, b.m.w, b.w2, b.s, b.m.x, OmegaConf.to_container(b, resolve=True), a.m.d)
# == OmegaConf is_list, is_dict, select, update
from omegaconf import OmegaConf, DictConfig, ListConfig
c = OmegaConf.create({'a': {'b': [1, 2]}})
print(OmegaConf.is_dict(c), OmegaConf.is_list(c.a.b), isinstance(c, DictConfig), isinstance(c.a.b, ListConfig), OmegaConf.select(c, 'a.b'), OmegaConf.select(c, 'a.z'))
OmegaConf.update(c, 'a.q', 5); print(c.a.q, OmegaConf.is_config(c), c == {'a': {'b': [1, 2], 'q': 5}})
# == OmegaConf from yaml text, unpacked as arguments
from omegaconf import OmegaConf
c = OmegaConf.create('model:\n  depth: 18\n  dims: [8, 16]\n')
def build(depth, dims): return depth, list(dims)
print(build(**c.model), [d * 2 for d in c.model.dims])
# == yacs CfgNode
from yacs.config import CfgNode as CN
_C = CN()
_C.MODEL = CN()
_C.MODEL.DEPTH = 50
_C.MODEL.DIMS = (64, 128)
def get_cfg(): return _C.clone()
cfg = get_cfg()
cfg.merge_from_list(['MODEL.DEPTH', 101])
print(cfg.MODEL.DEPTH, _C.MODEL.DEPTH, cfg.MODEL.DIMS[1], 'MODEL' in cfg, cfg.get('X', 3))
cfg.freeze()
try: cfg.MODEL.DEPTH = 1
except AttributeError as e: print('AttributeError')
print(cfg.is_frozen())
# == yacs merge_from_other_cfg and unknown keys
from yacs.config import CfgNode as CN
a = CN({'M': {'D': 1, 'W': 2}}); b = CN({'M': {'D': 5}})
a.merge_from_other_cfg(b)
print(a.M.D, a.M.W)
try: a.merge_from_list(['M.ZZ', 1])
except AssertionError as e: print('AssertionError')
try: a.M.NOPE
except AttributeError as e: print('AttributeError')
# == ml_collections ConfigDict
import ml_collections
def get_config():
    c = ml_collections.ConfigDict()
    c.depth = 12
    c.model = ml_collections.ConfigDict({'dims': (8, 16)})
    c.sub = {'k': 3}
    return c
c = get_config()
print(c.depth, c.model.dims, c['depth'], c.sub.k, 'depth' in c, c.get('zz', 1), c.to_dict())
with c.unlocked(): c.new = 5
print(c.new)
# == addict Dict
from addict import Dict
d = Dict({'a': {'b': 1}})
d.x.y.z = 5
print(d.a.b, d.x.y.z, d.to_dict(), isinstance(d, dict))
# == yaml safe_load
import yaml
print(yaml.safe_load('''
# comment
model:
  name: "resnet"   # trailing
  depth: 50
  lr: 1.0e-3
  layers: [2, 2, {a: b}]
  flags: {x: true, y: null, z: ~}
list:
  - 1
  - name: a
    k: 3
  - - 2
    - 3
text: 'it''s'
neg: -5
oct: 0o14
hex: 0xff
yes_: yes
float: .5
sci: 1e3
empty:
date_like: 12:30:45
'''))
# == yaml block scalars, anchors and merges
import yaml
print(yaml.safe_load('''
base: &b
  k: 3
  s: 1
conv:
  <<: *b
  s: 2
lit: |
  a
  b
fold: >
  a
  b
same: *b
'''))
# == yaml documents of other kinds
import yaml
print(yaml.safe_load('- 1\n- two\n- 3.0\n'), yaml.safe_load('5'), yaml.safe_load(''), yaml.safe_load('a: [1,\n  2]'), yaml.safe_load('{a: 1, "b c": [x, y]}'), yaml.load('x: [Conv, [64, 3, 2]]', Loader=yaml.SafeLoader))
# == a YOLO table in yaml
import yaml
d = yaml.safe_load('''
nc: 80
depth_multiple: 0.33
anchors:
  - [10,13, 16,30]
backbone:
  # [from, number, module, args]
  [[-1, 1, Conv, [64, 6, 2, 2]],  # 0-P1/2
   [-1, 3, C3, [128]],
   [[-1, 6], 1, Concat, [1]],
   [-1, 1, nn.Upsample, [None, 2, 'nearest']],
  ]
''')
print(d['backbone'], d['anchors'], d['depth_multiple'])
# == packaging.version
from packaging import version
from packaging.version import Version, parse
print(parse('2.1.0') >= parse('1.13'), version.parse('2.0.0+cu118') < version.parse('2.0.1'), Version('1.10') > Version('1.9'), parse('2.0.0rc1') < parse('2.0.0'), parse('1.2.3').major, parse('1.2.3').release, str(parse('1.2')))
