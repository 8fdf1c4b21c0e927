"""One-dimensional layers: causal, dilated, separable, strided, and a transposed one."""
import keras
from keras import layers
from keras.layers import Conv1D, Conv1DTranspose, Input, MaxPooling1D, SeparableConv1D, UpSampling1D, ZeroPadding1D

model = keras.Sequential([Input((1001, 2))])
for rate in (1, 2, 4):
    model.add(Conv1D(8, 3, padding="causal", dilation_rate=rate, activation="relu"))
model.add(Conv1D(filters=12, kernel_size=9, strides=4))
model.add(MaxPooling1D(2, padding="same"))
model.add(SeparableConv1D(16, 5, padding="same"))
model.add(layers.DepthwiseConv1D(3, strides=2, depth_multiplier=2))
model.add(UpSampling1D(3))
model.add(ZeroPadding1D((1, 2)))
model.add(Conv1DTranspose(4, 5, strides=3, padding="valid"))
model.add(Conv1DTranspose(2, 4, strides=2, padding="same"))
model.add(layers.Cropping1D(5))
model.add(layers.Convolution1D(1, 1))
print(model.output_shape)
