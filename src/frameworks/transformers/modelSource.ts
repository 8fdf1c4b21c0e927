/**
 * transformers' base of all models by meaning, in Python: what it registers, how attention is chosen, and the outputs that
 * hooks collect. Weights, checkpoints, devices and parallel plans are left out: shapes do not depend on them.
 */
export const MODEL_SOURCE = `
from torch import nn
import torch
import torch.nn.functional as F

class OutputRecorder:
    def __init__(self, target_class, index=0, layer_name=None, class_name=None, capture_initial_hidden_state=True):
        self.target_class = target_class
        self.index = index
        self.layer_name = layer_name
        self.class_name = class_name
        self.capture_initial_hidden_state = capture_initial_hidden_state

_active = [None]

def _record(module, key, index, with_first):
    def hook(its, args, output):
        collected = _active[0]
        if collected is None or key not in collected:
            return
        if with_first and key == 'hidden_states' and len(collected[key]) == 0:
            collected[key].append(args[0])
        if not isinstance(output, tuple):
            collected[key].append(output)
        elif output[index] is not None:
            collected[key].append(output[index])
    module.register_forward_hook(hook)

def _record_in(parent, name, tasks):
    for key, child in parent.named_children():
        if isinstance(child, PreTrainedModel):
            _record_all(child, name + '.' + key)
        else:
            _record_in(child, name + '.' + key, tasks)
    for key, spec in tasks:
        by_class = spec.target_class is not None and isinstance(parent, spec.target_class)
        by_name = spec.class_name is not None and name.endswith(spec.class_name)
        if (by_class or by_name) and (
            spec.layer_name is None or '.' + spec.layer_name.strip('.') + '.' in name + '.'
        ):
            _record(parent, key, spec.index, spec.capture_initial_hidden_state)

def _record_all(model, name=''):
    tasks = []
    for key, specs in (model._can_record_outputs or {}).items():
        for spec in specs if isinstance(specs, list) else [specs]:
            if not isinstance(spec, OutputRecorder):
                by_name = isinstance(spec, str)
                spec = OutputRecorder(None if by_name else spec, 0 if 'hidden_states' in key else 1, None,
                                      spec if by_name else None)
            tasks.append((key, spec))
    _record_in(model, name, tasks)
    model._output_capturing_hooks_installed = True

def maybe_install_capturing_hooks(model):
    if not getattr(model, '_output_capturing_hooks_installed', False):
        _record_all(model)

def capture_outputs(func=None, *, tie_last_hidden_states=True):
    def wrapped(func):
        def wrapper(self, *args, **kwargs):
            return_dict = kwargs.pop('return_dict', getattr(self.config, 'return_dict', True))
            collected = {}
            for key in self._can_record_outputs or {}:
                name = 'output_attentions' if key in ('cross_attentions', 'mask_decoder_attentions') else 'output_' + key
                if kwargs.get(name, getattr(self.config, name, False)):
                    collected[key] = []
            if collected:
                maybe_install_capturing_hooks(self)
            before = _active[0]
            _active[0] = collected
            try:
                outputs = func(self, *args, **kwargs)
            finally:
                _active[0] = None
            for key in collected:
                if key == 'hidden_states':
                    tie = getattr(self.config, 'tie_last_hidden_states', None)
                    if tie is None:
                        tie = tie_last_hidden_states
                    if tie and hasattr(outputs, 'vision_hidden_states'):
                        collected[key][-1:] = [outputs.vision_hidden_states]
                    elif tie and hasattr(outputs, 'last_hidden_state'):
                        collected[key][-1:] = [outputs.last_hidden_state]
                outputs[key] = tuple(collected[key])
            return outputs.to_tuple() if return_dict is False else outputs
        return wrapper
    return wrapped(func) if func is not None else wrapped

def check_model_inputs(func=None, **options):
    return capture_outputs(func)

def repeat_kv(states, count):
    return states if count == 1 else states.repeat_interleave(count, 1)

def sdpa_attention_forward(module, query, key, value, attention_mask=None, dropout=0.0, scaling=None, is_causal=None,
                           **kwargs):
    count = getattr(module, 'num_key_value_groups', 1)
    output = F.scaled_dot_product_attention(query, repeat_kv(key, count), repeat_kv(value, count))
    return output.transpose(1, 2).contiguous(), None

class AttentionInterface(dict):
    def get_interface(self, attn_implementation, default):
        if attn_implementation is None or attn_implementation == 'eager':
            return default
        return self.get(attn_implementation, sdpa_attention_forward)

    def valid_keys(self):
        return list(self.keys())

    @classmethod
    def register(cls, key, value):
        ALL_ATTENTION_FUNCTIONS[key] = value

ALL_ATTENTION_FUNCTIONS = AttentionInterface({
    'sdpa': sdpa_attention_forward,
    'flash_attention_2': sdpa_attention_forward,
    'flash_attention_3': sdpa_attention_forward,
    'flex_attention': sdpa_attention_forward,
})

class EmbeddingAccessMixin:
    def get_input_embeddings(self):
        base = getattr(self, getattr(self, 'base_model_prefix', '') or '_none', None)
        for holder in (self, base):
            found = getattr(holder, 'embed_tokens', None)
            if found is not None:
                return found
        if base is not None and base is not self:
            return base.get_input_embeddings()
        raise NotImplementedError('get_input_embeddings is not overridden')

    def get_output_embeddings(self):
        return getattr(self, 'lm_head', None)

class ModuleUtilsMixin:
    def get_head_mask(self, head_mask, num_hidden_layers, is_attention_chunked=False):
        return [None] * num_hidden_layers if head_mask is None else _unknown('head masks are not modelled')

    def get_extended_attention_mask(self, attention_mask, *args, **kwargs):
        return attention_mask[:, None, None, :] if attention_mask.dim() == 2 else attention_mask[:, None, :, :]

    def invert_attention_mask(self, mask):
        return mask[:, None, :, :] if mask.dim() == 3 else mask[:, None, None, :]

    def num_parameters(self, only_trainable=False, exclude_embeddings=False):
        return sum(p.numel() for p in self.parameters())

    def warn_if_padding_and_no_attention_mask(self, *args, **kwargs):
        return None

    @property
    def device(self):
        return torch.device('cpu')

    @property
    def dtype(self):
        return torch.float32

class GenerationMixin:
    def generate(self, *args, **kwargs):
        return _unknown('what a model generates depends on its weights')

class PreTrainedModel(nn.Module, EmbeddingAccessMixin, ModuleUtilsMixin, PushToHubMixin):
    config_class = None
    base_model_prefix = ''
    main_input_name = 'pixel_values'
    input_modalities = None
    supports_gradient_checkpointing = False
    is_parallelizable = False
    model_tags = None
    _can_record_outputs = None
    _auto_class = None
    _no_split_modules = None
    _keep_in_fp32_modules = None
    _tied_weights_keys = None
    _supports_sdpa = False
    _is_stateful = False
    gradient_checkpointing = False
    all_tied_weights_keys = {}

    def __init__(self, config, *inputs, **kwargs):
        super().__init__()
        if not isinstance(config, PreTrainedConfig):
            raise TypeError('Parameter config in ' + type(self).__name__ + '(config) should be an instance of PreTrainedConfig')
        self.config = config
        self.name_or_path = config.name_or_path
        self.kernel_config = None
        self.warnings_issued = {}
        self.loss_type = None
        self.generation_config = None
        if getattr(config, '_attn_implementation', None) is None:
            config._attn_implementation = 'sdpa' if type(self)._supports_sdpa else 'eager'

    def post_init(self):
        return None

    def init_weights(self):
        return None

    def tie_weights(self, *args, **kwargs):
        return None

    def _init_weights(self, module):
        return None

    def _initialize_weights(self, module, *args):
        return None

    def _backward_compatibility_gradient_checkpointing(self):
        return None

    def gradient_checkpointing_enable(self, *args, **kwargs):
        return None

    def gradient_checkpointing_disable(self):
        return None

    def enable_input_require_grads(self):
        return None

    def can_generate(self):
        return False

    def set_attn_implementation(self, implementation):
        self.config._attn_implementation = implementation

    @property
    def base_model(self):
        return getattr(self, self.base_model_prefix, self)

    @property
    def is_gradient_checkpointing(self):
        return False

    @property
    def loss_function(self):
        return lambda *args, **kwargs: _unknown('losses of transformers are not modelled')

    @classmethod
    def _from_config(cls, config, **kwargs):
        return cls(config)

    @classmethod
    def from_config(cls, config, **kwargs):
        return cls(config)

    @classmethod
    def from_pretrained(cls, *args, config=None, **kwargs):
        if isinstance(config, PreTrainedConfig):
            return cls(config).eval()
        return _unknown('a pretrained model is not downloaded')

    def save_pretrained(self, *args, **kwargs):
        return None

class PreTrainedAudioTokenizerBase(PreTrainedModel):
    base_model_prefix = 'audio_tokenizer'
    main_input_name = 'input_values'

class GradientCheckpointingLayer(nn.Module):
    gradient_checkpointing = False
`;
