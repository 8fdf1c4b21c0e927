"""A U-Net in the functional API."""
import keras
from keras import layers


def conv_block(x, filters, kernel=3):
    for _ in range(2):
        x = layers.Conv2D(filters, kernel, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
    return x


def build(shape=(64, 96, 3), base=8, depth=3, classes=4):
    inputs = keras.Input(shape=shape)
    x = inputs
    skips = []
    for i in range(depth):
        x = conv_block(x, base * 2**i)
        skips.append(x)
        x = layers.MaxPooling2D(2)(x)
    x = conv_block(x, base * 2**depth)
    for i in reversed(range(depth)):
        x = layers.Conv2DTranspose(base * 2**i, 2, strides=2, padding="same")(x)
        x = layers.Concatenate()([x, skips[i]])
        x = conv_block(x, base * 2**i)
    outputs = layers.Conv2D(classes, 1, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="unet")


model = build()
print(model.output_shape, model.count_params())
