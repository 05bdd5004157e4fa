"""From an eye image to an iris template: segment, unroll, encode, judge."""

from __future__ import annotations

from dataclasses import dataclass

from jemput.biometrics.images import GrayImage, require_gray
from jemput.biometrics.irises.code import encode, packed
from jemput.biometrics.irises.quality import IrisFeatures, assess, measure
from jemput.biometrics.irises.segmentation import segment
from jemput.biometrics.irises.sheet import unroll
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.qualities import Quality


@dataclass(frozen=True)
class IrisExamination:
    """What one pass over the eye yields."""

    template: IrisTemplate
    quality: Quality
    features: IrisFeatures


def extract(image: GrayImage) -> IrisTemplate:
    """The template of one near-infrared eye image (height, width), 8-bit gray.

    Raises NoIris, NotPixels, ImageTooSmall or ImageTooLarge.
    """
    return examine(image).template


def examine(image: GrayImage) -> IrisExamination:
    """The template together with its quality and the measures behind it."""
    require_gray(image)
    segmentation = segment(image)
    sheet = unroll(segmentation)
    bits, mask = encode(sheet)
    features = measure(segmentation, sheet, mask)
    quality = assess(features)
    return IrisExamination(IrisTemplate(packed(bits), packed(mask), quality.score), quality, features)
