"""Layers from a dictionary of common options and a partial."""
from functools import partial

import keras
from keras import layers

common = {"padding": "same", "activation": "relu", "use_bias": False}
Conv = partial(layers.Conv2D, kernel_size=3, **common)
stages = [dict(filters=8, strides=1), dict(filters=16, strides=2), dict(filters=24, strides=(3, 2))]

inputs = keras.Input((50, 50, 1))
x = inputs
for i, options in enumerate(stages):
    x = Conv(**options, name=f"conv_{i}")(x)
branches = [layers.Conv2D(4, k, **common)(x) for k in (1, 3, 5)]
x = layers.Concatenate()(branches)
layer_class = {"plain": layers.Conv2D, "separable": layers.SeparableConv2D}["separable"]
x = layer_class(6, 3, **{**common, "padding": "valid"})(x)
print(keras.Model(inputs, x).output_shape)
