/**
 * transformers' configurations by meaning, in Python: attributes given by keyword, by a dataclass's fields (version 5) or by an
 * `__init__` of their own (version 4); what belongs to checkpoints and the hub is unknown.
 */
export const CONFIG_SOURCE = `
from dataclasses import MISSING, dataclass, fields
import copy

def strict(cls=None, **options):
    return cls if cls is not None else lambda given: given

def as_validated_field(validator):
    return validator

class PushToHubMixin:
    def push_to_hub(self, *args, **kwargs):
        return None

class PyTorchModelHubMixin:
    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__()
    @classmethod
    def from_pretrained(cls, *args, **kwargs):
        return _unknown('a pretrained model is not downloaded')

class PreTrainedConfig(PushToHubMixin):
    base_config_key = ''
    sub_configs = {}
    has_no_defaults_at_init = False
    keys_to_ignore_at_inference = []
    attribute_map = {}
    base_model_tp_plan = None
    base_model_pp_plan = None
    base_model_ep_plan = None
    is_composition = False
    _auto_class = None
    model_type = ''
    default_theta = 10000.0
    ignore_keys_at_rope_validation = None

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__()
        dataclass(cls, init=False, repr=False, eq=False, kw_only=True)

    def __init__(self, **kwargs):
        for name, value in (('transformers_version', None), ('architectures', None), ('output_hidden_states', False),
                            ('return_dict', True), ('dtype', None), ('chunk_size_feed_forward', 0),
                            ('is_encoder_decoder', False), ('id2label', None), ('label2id', None),
                            ('problem_type', None)):
            value = kwargs.pop(name, value)
            if name not in self.__dict__:
                setattr(self, name, value)
        for field in fields(type(self)):
            if field.name in kwargs:
                setattr(self, field.name, kwargs.pop(field.name))
            elif field.default is not MISSING:
                setattr(self, field.name, field.default)
            elif field.default_factory is not MISSING:
                setattr(self, field.name, field.default_factory())
            else:
                raise TypeError("Missing required field - '" + field.name + "'")
        self.__post_init__(**kwargs)

    def __post_init__(self, **kwargs):
        torch_dtype = kwargs.pop('torch_dtype', None)
        if self.dtype is None:
            self.dtype = torch_dtype
        num_labels = kwargs.pop('num_labels', None)
        if self.id2label is None:
            if num_labels is None:
                num_labels = 2
            self.num_labels = num_labels
        else:
            self.id2label = {int(key): value for key, value in self.id2label.items()}
        if hasattr(self, 'rope_parameters'):
            kwargs = self.convert_rope_params_to_dict(**kwargs)
        self._name_or_path = str(kwargs.pop('name_or_path', ''))
        self._output_attentions = kwargs.pop('output_attentions', False)
        self._attn_implementation = kwargs.pop('attn_implementation', None)
        self._experts_implementation = kwargs.pop('experts_implementation', None)
        for key, value in kwargs.items():
            setattr(self, key, value)

    def __getattr__(self, key):
        mapped = type(self).attribute_map.get(key)
        if mapped is None:
            raise AttributeError("'" + type(self).__name__ + "' object has no attribute '" + key + "'")
        return getattr(self, mapped)

    def __setattr__(self, key, value):
        super().__setattr__(type(self).attribute_map.get(key, key), value)

    def convert_rope_params_to_dict(self, **kwargs):
        scaling = kwargs.pop('rope_scaling', None)
        parameters = dict(scaling or self.rope_parameters or {})
        theta = kwargs.pop('rope_theta', getattr(self, 'rope_theta', self.default_theta))
        partial = kwargs.get('partial_rotary_factor', getattr(self, 'partial_rotary_factor', None))
        nested = [value for value in parameters.values() if isinstance(value, dict)]
        for one in nested or [parameters]:
            one.setdefault('rope_theta', theta)
            one.setdefault('rope_type', one.get('type', 'default'))
            if partial is not None:
                one.setdefault('partial_rotary_factor', partial)
        self.rope_parameters = parameters
        return kwargs

    def standardize_rope_params(self):
        return None

    def validate_rope(self, *args, **kwargs):
        return None

    def validate(self):
        return None

    @property
    def num_labels(self):
        return len(self.id2label) if self.id2label is not None else None

    @num_labels.setter
    def num_labels(self, count):
        if self.id2label is None or len(self.id2label) != count:
            self.id2label = {i: 'LABEL_' + str(i) for i in range(count)}
            self.label2id = {'LABEL_' + str(i): i for i in range(count)}

    @property
    def name_or_path(self):
        return self._name_or_path

    @name_or_path.setter
    def name_or_path(self, value):
        self._name_or_path = str(value)

    @property
    def output_attentions(self):
        return self._output_attentions

    @output_attentions.setter
    def output_attentions(self, value):
        self._output_attentions = value

    @property
    def use_return_dict(self):
        return self.return_dict

    @property
    def rope_scaling(self):
        return self.rope_parameters

    @rope_scaling.setter
    def rope_scaling(self, value):
        self.rope_parameters = value

    def get_text_config(self, decoder=None, encoder=None):
        for name in ('text_config', 'text_encoder', 'decoder', 'generator'):
            found = self.__dict__.get(name)
            if isinstance(found, PreTrainedConfig):
                return found
        return self

    def to_dict(self):
        return {**{key: value.to_dict() if isinstance(value, PreTrainedConfig) else copy.deepcopy(value)
                   for key, value in self.__dict__.items() if key != '_attn_implementation'},
                'model_type': type(self).model_type}

    def to_diff_dict(self):
        return self.to_dict()

    def update(self, values):
        for key, value in values.items():
            setattr(self, key, value)

    @classmethod
    def from_dict(cls, config_dict, return_unused_kwargs=False, **kwargs):
        config = cls(**{**config_dict, **kwargs})
        return (config, {}) if return_unused_kwargs else config

    @classmethod
    def from_pretrained(cls, *args, **kwargs):
        return _unknown('a pretrained configuration is not downloaded')

    def save_pretrained(self, *args, **kwargs):
        return None

    def register_for_auto_class(*args, **kwargs):
        return None

PretrainedConfig = PreTrainedConfig
`;
