"""LEADER rewritten for CPUs: the same numbers as the published Keras model, in fewer and narrower steps.

What is rewritten, all exact up to rounding: (1) chains of linear 1x1 convolutions are multiplied out where
that is cheaper; (2) the heads run at half size, because pointwise steps commute with nearest upsampling, and
the last 5x5 kernel then falls apart into four 3x3 kernels, one for each phase of the 2x2 output; (3)
direction and type, needed only at minutiae, live in a second graph that takes 9x9 patches; (4) odd channel
counts are padded with zero channels up to what SIMD kernels like; (5) the two stems, whose maps have full
resolution, leave the graph: the product runs them row by row (jemput.biometrics.fingerprints.stem); (6) the
two widest bottlenecks work on strips of rows, as their 1x1 steps see one place at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from graph import Array, Graph

PADDED_CHANNELS = {"dec1_3": 32, "dec1_2": 96, "dec1_1": 48}
STRIPS = {"enc1_0": 16, "head_0_ibc": 16}
"""Strips of rows the widest layers are cut into, so that what lies between two steps stays in the cache."""
FEATURES = 52
SKIP_ORDER = (3, 2, 1, 0)


def oihw(kernel: Array) -> Array:
    """Keras (height, width, in, out) to ONNX (out, in, height, width), in double precision."""
    return np.asarray(kernel, np.float64).transpose(3, 2, 0, 1)


def depthwise(kernel: Array) -> Array:
    """Keras (height, width, channels, 1) to ONNX (channels, 1, height, width)."""
    return np.asarray(kernel, np.float64).transpose(2, 3, 0, 1)


def as_phases(kernel: Array) -> Array:
    """The four 3x3 kernels which on the small map equal a 5x5 kernel on its 2x nearest upsampling."""
    out_channels, in_channels = kernel.shape[:2]
    phases = np.zeros((4, out_channels, in_channels, 3, 3))
    for phase in range(4):
        row, column = divmod(phase, 2)
        for i in range(5):
            for j in range(5):
                phases[phase, :, :, (row + i - 2) // 2 + 1, (column + j - 2) // 2 + 1] += kernel[:, :, i, j]
    return phases.reshape(4 * out_channels, in_channels, 3, 3)


class Leader(Graph):
    """Builds the trunk (image to minutia map and features) and the points graph from a loaded Keras model."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def weights(self, layer: str) -> list[Array]:
        """A layer's arrays, kernel first."""
        return [np.asarray(w.value.detach().cpu().numpy()) for w in self.model.get_layer(layer).weights]

    def gelu(self, x: str) -> str:
        return self.op("Gelu", x, approximate="none")

    def layer_norm(self, x: str, layer: str, *, gelu: bool = False) -> str:
        """Layer normalization over channels, then GELU where asked."""
        gain, shift = self.weights(layer)
        return self.normalized(x, gain, shift, float(self.model.get_layer(layer).epsilon), gelu=gelu)

    def normalized(self, x: str, gain: Array, shift: Array, epsilon: float, *, gelu: bool = False) -> str:
        """Layer normalization by the runtime's own fast last-axis kernel.

        A GELU goes before the way back, which the runtime then joins with its own change of layout.
        """
        last = self.op("Transpose", x, perm=[0, 2, 3, 1])
        y = self.op(
            "LayerNormalization", last, self.floats(gain), self.floats(shift), axis=-1, epsilon=epsilon
        )
        return self.op("Transpose", self.gelu(y) if gelu else y, perm=[0, 3, 1, 2])

    def normalized_padded(self, x: str, real: int, padded: int, epsilon: float) -> str:
        """Scale by the deviation of the `real` channels of `padded`; the mean is left to the next layer."""
        share = self.floats(padded / real)
        mean = self.op("Mul", self.op("ReduceMean", x, self.integers(1), keepdims=1), share)
        square = self.op("ReduceMean", self.op("Mul", x, x), self.integers(1), keepdims=1)
        variance = self.op("Sub", self.op("Mul", square, share), self.op("Mul", mean, mean))
        deviation = self.op("Sqrt", self.op("Add", variance, self.floats(epsilon)))
        return self.op("Mul", x, self.op("Reciprocal", deviation))

    def pool(self, x: str, kind: str) -> str:
        return self.op(kind, x, kernel_shape=[2, 2], strides=[2, 2])

    def stem(self, name: str) -> dict[str, Array]:
        """What a stem, which runs outside the graph, needs: kernels as (out, height, width)."""
        near, near_bias = self.weights(f"{name}_conv")
        far, far_bias = self.weights(f"{name}_dilated_conv")
        gain, shift = self.weights(f"{name}_ln")
        epsilon = np.float32(self.model.get_layer(f"{name}_ln").epsilon)
        arrays = {"near": oihw(near)[:, 0], "far": oihw(far)[:, 0], "gain": gain, "shift": shift}
        arrays |= {"bias": np.concatenate([near_bias, far_bias]), "epsilon": epsilon}
        return {key: np.array(array, np.float32, order="C") for key, array in arrays.items()}

    def separable(self, x: str, name: str) -> str:
        spatial, pointwise, bias = self.weights(f"{name}_conv")
        kernel = depthwise(spatial)
        y = self.conv(x, kernel, groups=len(kernel))
        return self.layer_norm(self.conv(y, oihw(pointwise), bias), f"{name}_ln", gelu=True)

    def down(self, x: str, channels: int) -> str:
        first, second = self.split(x, (channels // 2, channels - channels // 2))
        return self.op("Concat", self.pool(first, "MaxPool"), self.pool(second, "AveragePool"), axis=1)

    def up(self, x: str, skip: str) -> str:
        bigger = self.op(
            "Resize",
            x,
            "",
            self.floats([1, 1, 2, 2]),
            mode="nearest",
            coordinate_transformation_mode="asymmetric",
            nearest_mode="floor",
        )
        return self.op("Concat", bigger, skip, axis=1)

    def bottleneck(
        self,
        x: str,
        name: str,
        *,
        real: Array | None = None,
        then: tuple[Array, Array] | None = None,
        patch: bool = False,
    ) -> str:
        """An inverse bottleneck; `real` gives the places of the real channels, `then` one more 1x1 step."""
        kernel = depthwise(self.weights(f"{name}_depthwise_conv")[0])
        count = len(kernel)
        places = np.arange(count) if real is None else real
        width = int(places[-1]) + 1
        spread = np.zeros((width, *kernel.shape[1:]))
        spread[places] = kernel
        y = self.conv(x, spread, groups=width, padding=0 if patch else None)
        gain, shift = (w.astype(np.float64) for w in self.weights(f"{name}_ln"))
        epsilon = float(self.model.get_layer(f"{name}_ln").epsilon)
        expand, expand_bias = self.weights(f"{name}_conv_exp")
        widen = oihw(expand)[..., 0, 0]
        bias = expand_bias + widen @ shift
        widen = widen * gain
        if width > count or patch:
            y = self.normalized_padded(y, count, width, epsilon)
            widen = widen - widen.mean(1, keepdims=True)
            strips = [y]
        else:
            strips = self.cut(y, 1 if patch else STRIPS.get(name, 1))
            strips = [self.normalized(strip, np.ones(count), np.zeros(count), epsilon) for strip in strips]
        inner = np.zeros((len(widen), width))
        inner[:, places] = widen
        z = [self.gelu(self.conv(strip, inner[..., None, None], bias)) for strip in strips]
        if patch:
            x = self.op("Slice", x, self.integers(3, 3), self.integers(6, 6), self.integers(2, 3))
        return self.residual(x, z, name, places, width, then)

    def cut(self, x: str, count: int) -> list[str]:
        """Strips of rows, cut where they lie together in memory: with the channels last."""
        if count == 1:
            return [x]
        last = self.op("Transpose", x, perm=[0, 2, 3, 1])
        return [self.op("Transpose", strip, perm=[0, 3, 1, 2]) for strip in self.parts(last, count, axis=1)]

    def joined(self, strips: list[str]) -> str:
        """The strips under one another again."""
        if len(strips) == 1:
            return strips[0]
        last = [self.op("Transpose", strip, perm=[0, 2, 3, 1]) for strip in strips]
        return self.op("Transpose", self.op("Concat", *last, axis=1), perm=[0, 3, 1, 2])

    def residual(
        self, x: str, z: list[str], name: str, places: Array, width: int, then: tuple[Array, Array] | None
    ) -> str:
        """adjust(x + reduce(z)), multiplied out into one kernel on z and one on x where that costs less."""
        reduce, reduce_bias = self.weights(f"{name}_conv_red")
        adjust, adjust_bias = self.weights(f"{name}_conv_adj")
        shrink, last, last_bias = (
            oihw(reduce)[..., 0, 0],
            oihw(adjust)[..., 0, 0],
            adjust_bias.astype(np.float64),
        )
        if then is not None:
            last, last_bias = then[0] @ last, then[0] @ last_bias + then[1]
        wanted = PADDED_CHANNELS.get(name, len(last))
        last = np.vstack([last, np.zeros((wanted - len(last), last.shape[1]))])
        last_bias = np.concatenate([last_bias, np.zeros(wanted - len(last_bias))])
        count = len(places)
        spread_last = np.zeros((wanted, width))
        spread_last[:, places] = last
        if 5 * count * wanted <= 4 * count * count + count * wanted:
            folded, folded_bias = (last @ shrink)[..., None, None], last @ reduce_bias + last_bias
            narrow = self.joined([self.conv(strip, folded, folded_bias) for strip in z])
            return self.op("Add", narrow, self.conv(x, spread_last[..., None, None]))
        spread = np.zeros((width, shrink.shape[1]))
        spread[places] = shrink
        spread_bias = np.zeros(width)
        spread_bias[places] = reduce_bias
        narrow = self.joined([self.conv(strip, spread[..., None, None], spread_bias) for strip in z])
        total = self.op("Add", narrow, x)
        return self.conv(total, spread_last[..., None, None], last_bias)

    def head(self, x: str, number: int, final: str, *, mask: str | None = None) -> str:
        """A head up to its four output phases; with `mask`, on 9x9 patches instead of the whole map."""
        name = f"head_{number}"
        kernel, bias = self.weights(f"{name}_conv1")
        first = (oihw(kernel)[..., 0, 0], bias.astype(np.float64))
        y = self.bottleneck(x, f"{name}_ibc", then=first, patch=mask is not None)
        kernel, bias = self.weights(f"{name}_conv2")
        y = self.gelu(self.conv(self.layer_norm(y, f"{name}_ln"), oihw(kernel), bias))
        if mask is not None:
            y = self.op("Mul", y, mask)
        kernel, bias = self.weights(final)
        return self.conv(y, as_phases(oihw(kernel)), np.tile(bias, 4), padding=None if mask is None else 0)

    def context(self, x: str) -> str:
        """The first encoder and decoder."""
        skips = []
        for level, channels in enumerate((16, 32, 64, 128)):
            x = self.separable(x, f"enc0_{level}")
            skips.append(x)
            x = self.down(x, channels)
        for level in SKIP_ORDER:
            x = self.up(self.separable(x, f"dec0_{level}"), skips[level])
        return x

    def gated(self, x: str, detail: str) -> str:
        """The attention gate, joined with the detail stem."""
        views = []
        for dilation in (1, 3, 6):
            kernel, bias = self.weights(f"attention_conv_d{dilation}")
            views.append(self.gelu(self.conv(x, oihw(kernel), bias, dilation=dilation)))
        kernel, bias = self.weights("attention_s")
        gate = self.op("Sigmoid", self.conv(self.op("Concat", *views, axis=1), oihw(kernel), bias))
        return self.op("Concat", self.op("Mul", x, gate), detail, axis=1)

    def refined(self, x: str) -> str:
        """The second encoder and decoder, whose padded outputs the next level must know about."""
        skips = []
        for level, channels in enumerate((32, 64, 128, 32)):
            x = self.bottleneck(x, f"enc1_{level}")
            skips.append((x, channels))
            x = self.down(x, channels)
        real: Array | None = None
        for level, channels in zip(SKIP_ORDER, (27, 91, 42, 20), strict=True):
            x = self.bottleneck(x, f"dec1_{level}", real=real)
            padded = PADDED_CHANNELS.get(f"dec1_{level}", channels)
            x = self.up(x, skips[level][0])
            real = np.r_[0:channels, padded : padded + skips[level][1]] if padded > channels else None
        return x

    def trunk(self, context: str, detail: str) -> tuple[str, str]:
        """From the two stems to the 2x2 phases of the minutia map and the features, all at half size."""
        features = self.refined(self.gated(self.context(context), detail))
        return self.op("Sigmoid", self.head(features, 0, "head_conv_pos")), features

    def points(self, patch: str, mask: str) -> tuple[str, str]:
        """Direction vectors and types, for all four phases, of feature patches around minutiae."""
        direction = self.head(patch, 1, "head_conv_dir", mask=mask)
        kind = self.op("Sigmoid", self.head(patch, 2, "head_conv_typ", mask=mask))
        return self.op("Flatten", direction), self.op("Flatten", kind)
