"""A residual network whose shortcut is a projection where shapes differ, with regularisers and names."""
import keras
from keras import layers, regularizers


def unit(x, filters, stride, name, l2=1e-4):
    def conv(x, f, k, s):
        return layers.Conv2D(
            f, k, strides=s, padding="same", use_bias=False,
            kernel_initializer="he_normal", kernel_regularizer=regularizers.l2(l2),
        )(x)

    y = layers.BatchNormalization(name=f"{name}_bn")(x)
    y = layers.Activation("relu")(y)
    shortcut = x
    if stride != 1 or x.shape[-1] != filters:
        shortcut = conv(y, filters, 1, stride)
    y = conv(y, filters, 3, stride)
    y = layers.Dropout(0.1)(y, training=False)
    y = conv(layers.ReLU()(y), filters, 3, 1)
    return layers.Add()([shortcut, y])


def wide_resnet(depth=10, width=2, shape=(33, 33, 3), classes=10):
    assert (depth - 4) % 6 == 0
    n = (depth - 4) // 6
    inputs = keras.Input(shape)
    x = layers.Conv2D(16, 3, padding="same", use_bias=False)(inputs)
    for stage, filters in enumerate([16 * width, 32 * width, 64 * width]):
        for block in range(n):
            x = unit(x, filters, 2 if stage and not block else 1, f"s{stage}b{block}")
    x = layers.GlobalAveragePooling2D()(layers.ReLU()(x))
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))


if __name__ == "__main__":
    model = wide_resnet()
    model.compile("sgd", "categorical_crossentropy")
    print(model.output_shape)
