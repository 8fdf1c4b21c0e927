"""Inverted residuals with relu6 and a channel axis, written as the applications are."""
from tensorflow import keras
from tensorflow.keras import backend, layers


def _make_divisible(v, divisor, min_value=None):
    if min_value is None:
        min_value = divisor
    new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
    if new_v < 0.9 * v:
        new_v += divisor
    return new_v


def correct_pad(size, kernel):
    adjust = (1 - size[0] % 2, 1 - size[1] % 2)
    correct = (kernel // 2, kernel // 2)
    return ((correct[0] - adjust[0], correct[0]), (correct[1] - adjust[1], correct[1]))


def inverted_res_block(inputs, expansion, stride, alpha, filters, block_id):
    in_channels = inputs.shape[-1]
    pointwise_filters = _make_divisible(int(filters * alpha), 8)
    x = inputs
    prefix = f"block_{block_id}_"
    if block_id:
        x = layers.Conv2D(expansion * in_channels, kernel_size=1, padding="same", use_bias=False, name=prefix + "expand")(x)
        x = layers.ReLU(6.0, name=prefix + "expand_relu")(x)
    if stride == 2:
        x = layers.ZeroPadding2D(padding=correct_pad(x.shape[1:3], 3), name=prefix + "pad")(x)
    x = layers.DepthwiseConv2D(3, strides=stride, use_bias=False, padding="same" if stride == 1 else "valid")(x)
    x = layers.Conv2D(pointwise_filters, kernel_size=1, padding="same", use_bias=False)(x)
    if in_channels == pointwise_filters and stride == 1:
        return layers.Add(name=prefix + "add")([inputs, x])
    return x


def model(input_shape=(96, 80, 3), alpha=0.5):
    img_input = layers.Input(shape=input_shape)
    x = layers.Conv2D(_make_divisible(32 * alpha, 8), kernel_size=3, strides=(2, 2), padding="same", use_bias=False)(img_input)
    for i, (t, c, s) in enumerate([(1, 16, 1), (6, 24, 2), (6, 24, 1), (6, 32, 2)]):
        x = inverted_res_block(x, t, s, alpha, c, i)
    return keras.Model(img_input, layers.GlobalAveragePooling2D()(x))


if __name__ == "__main__":
    print(model().output_shape)
