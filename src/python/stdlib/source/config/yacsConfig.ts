/** The module yacs.config, by what it does. */
export const YACS_CONFIG_SOURCE = String.raw`
import copy as _copy
import yaml as _yaml
import ast as _ast

class CfgNode(dict):
    def __init__(self, init_dict=None, key_list=None, new_allowed=False):
        d = {}
        for k, v in ({} if init_dict is None else init_dict).items():
            d[k] = CfgNode(v, new_allowed=new_allowed) if type(v) is dict else v
        super().__init__(d)
        self.__dict__['__immutable__'] = False
        self.__dict__['__new_allowed__'] = new_allowed

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if self.is_frozen():
            raise AttributeError(f'Attempted to set {name} to {value}, but CfgNode is immutable')
        self[name] = value

    def is_frozen(self):
        return self.__dict__['__immutable__']

    def is_new_allowed(self):
        return self.__dict__['__new_allowed__']

    def set_new_allowed(self, allowed):
        self.__dict__['__new_allowed__'] = allowed
        for v in self.values():
            if isinstance(v, CfgNode):
                v.set_new_allowed(allowed)

    def _freeze(self, frozen):
        self.__dict__['__immutable__'] = frozen
        for v in self.values():
            if isinstance(v, CfgNode):
                v._freeze(frozen)

    def freeze(self):
        self._freeze(True)

    def defrost(self):
        self._freeze(False)

    def clone(self):
        return _copy.deepcopy(self)

    def __deepcopy__(self, memo):
        new = type(self)(new_allowed=self.is_new_allowed())
        for k, v in self.items():
            dict.__setitem__(new, k, _copy.deepcopy(v, memo))
        new.__dict__['__immutable__'] = self.is_frozen()
        return new

    def merge_from_file(self, cfg_filename):
        with open(cfg_filename, 'r') as f:
            self.merge_from_other_cfg(self.load_cfg(f))

    @classmethod
    def load_cfg(cls, source):
        return cls(_yaml.safe_load(source if isinstance(source, str) else source.read()))

    def merge_from_other_cfg(self, cfg_other):
        self._merge(cfg_other, [])

    def _merge(self, other, path):
        for k, v in other.items():
            full = '.'.join(path + [k])
            v = _decoded(v)
            if k in self:
                v = _fitting(v, self[k], full)
                if isinstance(v, CfgNode) and isinstance(self[k], CfgNode):
                    self[k]._merge(v, path + [k])
                else:
                    self[k] = v
            elif self.is_new_allowed():
                self[k] = v
            else:
                raise KeyError(f'Non-existent config key: {full}')

    def merge_from_list(self, cfg_list):
        assert len(cfg_list) % 2 == 0, f'Override list has odd length: {cfg_list}; it must be a list of pairs'
        for full, v in zip(cfg_list[0::2], cfg_list[1::2]):
            d = self
            keys = full.split('.')
            for k in keys[:-1]:
                assert k in d, f'Non-existent key: {full}'
                d = d[k]
            k = keys[-1]
            assert k in d, f'Non-existent key: {full}'
            d[k] = _fitting(_decoded(v), d[k], full)

    def dump(self, **kwargs):
        return _yaml.dump(self)

def _decoded(v):
    if type(v) is dict:
        return CfgNode(v)
    if not isinstance(v, str):
        return v
    try:
        return _ast.literal_eval(v)
    except (ValueError, SyntaxError):
        return v

def _fitting(new, old, key):
    if type(new) == type(old):
        return new
    if new is None or old is None:
        return new
    if isinstance(new, tuple) and isinstance(old, list):
        return list(new)
    if isinstance(new, list) and isinstance(old, tuple):
        return tuple(new)
    if isinstance(new, int) and isinstance(old, float) and not isinstance(new, bool):
        return float(new)
    if isinstance(new, dict) and isinstance(old, CfgNode):
        return CfgNode(new)
    raise ValueError(f'Type mismatch ({type(old)} vs. {type(new)}) with values ({old} vs. {new}) for config key: {key}')
`;
