"""Positional arguments, groups, dilation, lists for tuples, and transposed layers with output padding."""
import numpy as np
from keras.layers import Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D

x = np.zeros((2, 19, 24, 6), "float32")
x = Conv2D(12, [3, 5], [2, 1], "same")(x)
x = Conv2D(8, 3, 1, "valid", "channels_last", (1, 2), 4)(x)
x = DepthwiseConv2D(3, 1, "same", 2)(x)
x = DepthwiseConv2D((2, 3), strides=(2, 2), padding="valid")(x)
x = SeparableConv2D(10, 3, (1, 1), "same")(x)
x = Conv2DTranspose(8, 3, 2)(x)
x = Conv2DTranspose(8, (4, 3), (2, 3), "same")(x)
x = Conv2DTranspose(4, 3, strides=2, padding="same", output_padding=0)(x)
x = Conv2DTranspose(4, 5, strides=3, padding="valid", output_padding=(2, 1))(x)
print(x.shape)
