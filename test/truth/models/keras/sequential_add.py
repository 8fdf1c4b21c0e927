"""Layers added one by one; input_shape on the first layer, as older code writes it."""
from tensorflow.keras.layers import Activation, BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential

WIDTH, HEIGHT, DEPTH = 32, 30, 3
model = Sequential()
model.add(Conv2D(32, (3, 3), padding="same", input_shape=(HEIGHT, WIDTH, DEPTH)))
model.add(Activation("relu"))
model.add(BatchNormalization(axis=-1))
model.add(Conv2D(32, (3, 3)))
model.add(MaxPooling2D(pool_size=(3, 2)))
model.add(Dropout(0.25))
for filters in (64, 128):
    model.add(Conv2D(filters, 3, strides=2, padding="same", use_bias=False))
    model.add(Activation("relu"))
model.add(Flatten())
model.add(Dense(5))
print(model.output_shape)
