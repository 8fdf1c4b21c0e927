/**
 * torch.distributions by meaning, in Python: batch and event shapes, and the shapes of samples and densities
 * (torch/distributions/distribution.py and its subclasses). No values: samples are random.
 */
export const DISTRIBUTIONS_SOURCE = `
import numbers
import torch

def _tensors(*values):
    like = [value for value in values if isinstance(value, torch.Tensor)]
    dtype = like[0].dtype if like else torch.float32
    values = [value if isinstance(value, torch.Tensor) else torch.empty((), dtype=dtype) for value in values]
    return torch.broadcast_tensors(*values)

def _broadcast(*shapes):
    return torch.broadcast_tensors(*[torch.empty(tuple(shape)) for shape in shapes])[0].shape

class Distribution:
    has_rsample = False
    has_enumerate_support = False
    _dtype = torch.float32

    def __init__(self, batch_shape=torch.Size(), event_shape=torch.Size(), validate_args=None):
        self._batch_shape = torch.Size(batch_shape)
        self._event_shape = torch.Size(event_shape)

    @staticmethod
    def set_default_validate_args(value):
        pass

    @property
    def batch_shape(self):
        return self._batch_shape

    @property
    def event_shape(self):
        return self._event_shape

    def _extended_shape(self, sample_shape=torch.Size()):
        return torch.Size(tuple(sample_shape) + tuple(self._batch_shape) + tuple(self._event_shape))

    def _like_sample(self):
        return torch.empty(self._extended_shape(), dtype=self._dtype)

    def _of_batch(self):
        return torch.empty(tuple(self._batch_shape), dtype=self._dtype)

    def expand(self, batch_shape, _instance=None):
        return _Expanded(self, batch_shape)

    def rsample(self, sample_shape=torch.Size()):
        return torch.empty(self._extended_shape(sample_shape), dtype=self._dtype)

    def sample(self, sample_shape=torch.Size()):
        return torch.empty(self._extended_shape(sample_shape), dtype=self._dtype)

    def sample_n(self, n):
        return self.sample(torch.Size((n,)))

    def log_prob(self, value):
        events = len(self._event_shape)
        shape = tuple(value.shape)
        lead = shape[:len(shape) - events] if events else shape
        return torch.empty(tuple(_broadcast(lead, tuple(self._batch_shape))))

    def cdf(self, value):
        return self.log_prob(value)

    def icdf(self, value):
        return self.log_prob(value)

    def entropy(self):
        return self._of_batch()

    def perplexity(self):
        return self._of_batch()

    @property
    def mean(self):
        return self._like_sample()

    @property
    def mode(self):
        return self._like_sample()

    @property
    def variance(self):
        return self._like_sample()

    @property
    def stddev(self):
        return self._like_sample()

class _Expanded(Distribution):
    def __init__(self, base, batch_shape):
        super().__init__(torch.Size(batch_shape), base.event_shape)
        self._dtype = base._dtype
        self.base_dist = base

class ExponentialFamily(Distribution):
    pass

class _Elementwise(ExponentialFamily):
    has_rsample = True

    def _set(self, names, values):
        tensors = _tensors(*values)
        for name, tensor in zip(names, tensors):
            setattr(self, name, tensor)
        self._dtype = tensors[0].dtype
        super().__init__(tensors[0].size())

class _OfLocation(_Elementwise):
    def __init__(self, loc, scale, validate_args=None):
        self._set(('loc', 'scale'), (loc, scale))

    @property
    def mean(self):
        return self.loc

    @property
    def mode(self):
        return self.loc

    @property
    def stddev(self):
        return self.scale

class Normal(_OfLocation):
    pass

class Laplace(_OfLocation):
    pass

class Cauchy(_OfLocation):
    pass

class Gumbel(_OfLocation):
    pass

class LogNormal(_OfLocation):
    mean = Distribution.mean

class Uniform(_Elementwise):
    def __init__(self, low, high, validate_args=None):
        self._set(('low', 'high'), (low, high))

class Beta(_Elementwise):
    def __init__(self, concentration1, concentration0, validate_args=None):
        self._set(('concentration1', 'concentration0'), (concentration1, concentration0))

class Gamma(_Elementwise):
    def __init__(self, concentration, rate, validate_args=None):
        self._set(('concentration', 'rate'), (concentration, rate))

class StudentT(_Elementwise):
    def __init__(self, df, loc=0.0, scale=1.0, validate_args=None):
        self._set(('df', 'loc', 'scale'), (df, loc, scale))

class Exponential(_Elementwise):
    def __init__(self, rate, validate_args=None):
        self._set(('rate',), (rate,))

class Poisson(_Elementwise):
    has_rsample = False

    def __init__(self, rate, validate_args=None):
        self._set(('rate',), (rate,))

class HalfNormal(_Elementwise):
    def __init__(self, scale, validate_args=None):
        self._set(('scale',), (scale,))

class _OfProbability(_Elementwise):
    has_rsample = False

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError('Either \`probs\` or \`logits\` must be specified, but not both.')
        self._set(('_param',), (logits if probs is None else probs,))
        self.probs = self._param if probs is not None else torch.empty_like(self._param)
        self.logits = self._param if logits is not None else torch.empty_like(self._param)

class Bernoulli(_OfProbability):
    pass

class Geometric(_OfProbability):
    pass

class RelaxedBernoulli(_OfProbability):
    has_rsample = True

    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits)
        self.temperature = temperature

class Categorical(Distribution):
    _event = False

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError('Either \`probs\` or \`logits\` must be specified, but not both.')
        param = logits if probs is None else probs
        if param.dim() < 1:
            raise ValueError('parameter must be at least one-dimensional.')
        self._param = param
        self._num_events = param.size()[-1]
        self.probs = torch.empty_like(param)
        self.logits = torch.empty_like(param)
        super().__init__(param.size()[:-1], param.size()[-1:] if self._event else torch.Size())
        self._dtype = param.dtype if self._event else torch.int64

    @property
    def param_shape(self):
        return self._param.size()

    def entropy(self):
        return torch.empty(tuple(self._batch_shape))

    @property
    def mean(self):
        return torch.empty(self._extended_shape())

class OneHotCategorical(Categorical):
    _event = True

class OneHotCategoricalStraightThrough(OneHotCategorical):
    has_rsample = True

class RelaxedOneHotCategorical(OneHotCategorical):
    has_rsample = True

    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits)
        self.temperature = temperature

class Dirichlet(ExponentialFamily):
    has_rsample = True

    def __init__(self, concentration, validate_args=None):
        self.concentration = concentration
        self._dtype = concentration.dtype
        super().__init__(concentration.shape[:-1], concentration.shape[-1:])

class MultivariateNormal(Distribution):
    has_rsample = True

    def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        matrix = covariance_matrix if covariance_matrix is not None else (
            scale_tril if scale_tril is not None else precision_matrix)
        if matrix is None:
            raise ValueError('Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.')
        self._dtype = loc.dtype
        super().__init__(_broadcast(loc.shape[:-1], matrix.shape[:-2]), loc.shape[-1:])
        self.loc = torch.empty(self._extended_shape(), dtype=loc.dtype)
        self.scale_tril = self.covariance_matrix = torch.empty(
            tuple(self._batch_shape) + tuple(self._event_shape) + tuple(self._event_shape), dtype=loc.dtype)

class Independent(Distribution):
    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        n = reinterpreted_batch_ndims
        batch = tuple(base_distribution.batch_shape)
        if n > len(batch):
            raise ValueError('Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape)')
        at = len(batch) - n
        self.base_dist = base_distribution
        self._dtype = base_distribution._dtype
        self.has_rsample = base_distribution.has_rsample
        super().__init__(batch[:at], batch[at:] + tuple(base_distribution.event_shape))

    @property
    def mean(self):
        return self.base_dist.mean

    @property
    def mode(self):
        return self.base_dist.mode

def kl_divergence(p, q):
    return torch.empty(tuple(_broadcast(tuple(p.batch_shape), tuple(q.batch_shape))))

def register_kl(type_p, type_q):
    return lambda fun: fun
`;
