"""Subclasses of layers: a partial convolution with a fixed kernel, and one without a constructor."""
import keras
from keras import layers


class Conv3x3(layers.Conv2D):
    def __init__(self, filters, **kwargs):
        kwargs.setdefault("padding", "same")
        super().__init__(filters, kernel_size=3, **kwargs)


class Plain(keras.layers.Conv2D):
    pass


class Encoder(keras.Model):
    def __init__(self, widths=(4, 8), **kwargs):
        super().__init__(**kwargs)
        self.convs = [Conv3x3(w, strides=2) for w in widths]
        self.last = Plain(1, 1)

    def call(self, x):
        for conv in self.convs:
            x = keras.activations.relu(conv(x))
        return self.last(x)


inputs = keras.Input((21, 21, 3))
print(keras.Model(inputs, Encoder()(inputs)).output_shape)
