/** transformers' helpers by meaning, in Python: outputs, decorators of forward methods, what is available, logging. */
export const UTILS_SOURCE = `
from collections import OrderedDict
from dataclasses import fields
import inspect

class ModelOutput(OrderedDict):
    def __post_init__(self):
        names = [field.name for field in fields(self)]
        first = getattr(self, names[0])
        rest = [name for name in names[1:] if getattr(self, name) is not None]
        if isinstance(first, dict) and not rest:
            super().__setattr__(names[0], None)
            for key, value in first.items():
                self[key] = value
            return
        for name in names:
            value = getattr(self, name)
            if value is not None:
                super().__setitem__(name, value)

    def __getitem__(self, key):
        if isinstance(key, str):
            return super().__getitem__(key)
        return self.to_tuple()[key]

    def __setattr__(self, name, value):
        if value is not None and name in [field.name for field in fields(self)]:
            super().__setitem__(name, value)
        super().__setattr__(name, value)

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        super().__setattr__(key, value)

    def to_tuple(self):
        return tuple(self.values())

def can_return_tuple(func):
    def wrapper(self, *args, **kwargs):
        return_dict = self.config.return_dict if hasattr(self, 'config') else True
        given = kwargs.pop('return_dict', None)
        if given is not None:
            return_dict = given
        output = func(self, *args, **kwargs)
        if not return_dict and not isinstance(output, tuple):
            output = output.to_tuple()
        return output
    return wrapper

def merge_with_config_defaults(func):
    names = list(inspect.signature(func).parameters)[1:]
    def wrapper(self, *args, **kwargs):
        for name in ('use_cache', 'vision_feature_layer', 'vision_feature_select_strategy', 'vision_aspect_ratio'):
            value = getattr(self.config, name, None)
            if value is None or kwargs.get(name) is not None:
                continue
            index = names.index(name) if name in names else None
            if index is None or index >= len(args):
                kwargs[name] = value
            elif args[index] is None:
                args = args[:index] + (value,) + args[index + 1:]
        is_causal = kwargs.get('is_causal', getattr(self.config, 'is_causal', None))
        if is_causal is not None:
            kwargs['is_causal'] = is_causal
        return func(self, *args, **kwargs)
    return wrapper

def _identity(given=None, *args, **kwargs):
    if callable(given) and not args and not kwargs:
        return given
    return lambda decorated: decorated

def _decorator(*args, **kwargs):
    return lambda decorated: decorated

def _true(*args, **kwargs):
    return True

def _false(*args, **kwargs):
    return False

def _nothing(*args, **kwargs):
    return None

auto_docstring = auto_class_docstring = compile_compatible_method_lru_cache = force_accelerate_hooks = _identity
add_start_docstrings = add_start_docstrings_to_model_forward = add_end_docstrings = replace_return_docstrings = _decorator
add_code_sample_docstrings = deprecate_kwarg = requires = use_kernel_forward_from_hub = use_kernelized_func = _decorator
use_kernel_func_from_hub = use_kernel_func_from_hub_with_fallback = dynamic_rope_update = _decorator
accepts_precomputed_kwargs = _decorator
use_experts_implementation = _identity
requires_backends = torch_compilable_check = _nothing

is_torch_available = is_torch_sdpa_available = is_torch_greater_or_equal = is_torch_fx_available = _true
is_torch_greater_or_equal_than_2_0 = is_torch_greater_or_equal_than_2_1 = is_torch_greater_or_equal_than_2_2 = True
is_torch_greater_or_equal_than_2_3 = is_torch_greater_or_equal_than_2_4 = is_torch_greater_or_equal_than_2_6 = True
is_torch_cuda_available = is_torch_xpu_available = is_torch_npu_available = is_torch_mps_available = _false
is_torch_xla_available = is_torch_tpu_available = is_torch_hpu_available = is_torch_mlu_available = _false
is_torch_musa_available = is_torch_fx_proxy = is_torchdynamo_compiling = is_torchdynamo_exporting = is_tracing = _false
is_flash_attn_available = is_flash_attn_2_available = is_flash_attn_3_available = is_flash_linear_attention_available = _false
is_flash_attn_greater_or_equal = is_flash_attn_greater_or_equal_2_10 = is_causal_conv1d_available = is_mamba_ssm_available = _false
is_mamba_2_ssm_available = is_ninja_available = is_deepspeed_zero3_enabled = is_fsdp_managed_module = is_fsdp_enabled = _false
is_tf_available = is_flax_available = is_sagemaker_mp_enabled = is_apex_available = is_kernels_available = _false
is_cuda_stream_capturing = is_jit_tracing = is_deepspeed_available = _false
flash_attn_supports_top_left_mask = _false

def torch_int(x):
    return int(x)

def torch_float(x):
    return int(x)

def to_2tuple(x):
    return tuple(x) if hasattr(x, '__iter__') and not isinstance(x, str) else (x, x)

class _Context:
    def __init__(self, *args, **kwargs):
        pass
    def __enter__(self):
        return self
    def __exit__(self, *args):
        return False

maybe_autocast = get_torch_context_manager_or_global_device = _Context
no_init_weights = no_tie_weights = guard_torch_init_functions = ContextManagers = _Context

class _Logger:
    def __getattr__(self, name):
        return _nothing

class _Logging:
    def get_logger(self, name=None):
        return _Logger()
    def __getattr__(self, name):
        return _nothing

logging = _Logging()
get_logger = logging.get_logger

class _Kwargs:
    def __class_getitem__(cls, item):
        return cls

Unpack = TransformersKwargs = FlashAttentionKwargs = LossKwargs = KwargsForCausalLM = _Kwargs

def create_bidirectional_mask(config=None, inputs_embeds=None, attention_mask=None, *args, **kwargs):
    return None if attention_mask is None else _unknown('attention masks are not modelled')

create_bidirectional_sliding_window_mask = create_bidirectional_mask

def create_causal_mask(*args, **kwargs):
    return _unknown('attention masks are not modelled')

create_sliding_window_causal_mask = create_chunked_causal_mask = create_masks_for_generate = create_causal_mask

def _filled(tensor, *args, **kwargs):
    return tensor

uniform_ = normal_ = constant_ = ones_ = zeros_ = eye_ = dirac_ = xavier_uniform_ = xavier_normal_ = _filled
kaiming_uniform_ = kaiming_normal_ = trunc_normal_ = orthogonal_ = sparse_ = copy_ = _filled
`;
