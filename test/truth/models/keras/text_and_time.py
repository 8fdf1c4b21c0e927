"""Embeddings, time-distributed convolutions, recurrent layers and attention around one-dimensional convolutions."""
import keras
from keras import layers

tokens = keras.Input((50,), dtype="int32")
x = layers.Embedding(1000, 16)(tokens)
x = layers.SpatialDropout1D(0.2)(x)
branches = []
for size in (2, 3, 4):
    c = layers.Conv1D(8, size, activation="relu")(x)
    branches.append(layers.GlobalMaxPooling1D()(c))
y = layers.Concatenate()(branches)
z = layers.Bidirectional(layers.LSTM(6, return_sequences=True))(x)
z = layers.Conv1D(4, 5, strides=2)(z)
z = layers.LSTM(3)(z)
text = keras.Model(tokens, [y, z])

video = keras.Input((7, 24, 24, 3))
v = layers.TimeDistributed(layers.Conv2D(4, 3, strides=2))(video)
v = layers.TimeDistributed(layers.Flatten())(v)
v = layers.GRU(8, return_sequences=True)(v)
v = layers.Conv1D(2, 3)(v)
print(text.output_shape, keras.Model(video, v).output_shape)
