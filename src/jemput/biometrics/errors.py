"""Anticipated failures of the biometric engine."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class UnreadableImage(Problem):
    """The bytes are no image of a kind we read."""

    code = "B001"
    says = Words(id="Berkas ini bukan gambar yang dapat dibaca.", en="This file is not an image we can read.")
    do = Words(
        id="Kirim gambar PNG, JPEG, JPEG 2000 atau TIFF.", en="Send a PNG, JPEG, JPEG 2000 or TIFF image."
    )


class TruncatedImage(Problem):
    """The image stops before its end."""

    code = "B002"
    says = Words(id="Gambar terpotong sebelum selesai.", en="The image stops before its end.")
    do = Words(id="Ambil atau kirim ulang gambar itu.", en="Capture or send the image again.")


class ImageTooLarge(Problem):
    """More bytes or pixels than any capture device makes."""

    code = "B003"
    status = 413
    says = Words(
        id="Gambar terlalu besar ({size}; batasnya {limit}).",
        en="The image is too large ({size}; the limit is {limit}).",
    )
    do = Words(id="Perkecil atau potong gambarnya.", en="Scale or crop the image.")


class ImageTooSmall(Problem):
    """Fewer pixels than any capture device makes."""

    code = "B004"
    says = Words(
        id="Gambar terlalu kecil ({width} x {height} piksel).",
        en="The image is too small ({width} x {height} pixels).",
    )
    do = Words(id="Ambil ulang dengan alat yang benar.", en="Capture again with the right device.")


class UnsupportedResolution(Problem):
    """A resolution outside what fingerprint scanners have."""

    code = "B005"
    says = Words(id="Resolusi {dpi} dpi tidak didukung.", en="A resolution of {dpi} dpi is not supported.")
    do = Words(id="Pakai pemindai 300 sampai 1200 dpi.", en="Use a scanner of 300 to 1200 dpi.")


class NotPixels(Problem):
    """An array that is not an 8-bit gray or RGB image."""

    code = "B006"
    says = Words(
        id="Larik ini bukan gambar 8-bit (bentuk {shape}, jenis {kind}).",
        en="This array is no 8-bit image (shape {shape}, type {kind}).",
    )
    do = Words(id="Baca gambar dengan images.decode.", en="Read the image with images.decode.")


class WsqImage(Problem):
    """A WSQ image, for which no decoder is safe enough (ADR 028)."""

    code = "B007"
    status = 415
    says = Words(id="Gambar WSQ tidak dapat dibaca di sini.", en="WSQ images cannot be read here.")
    do = Words(
        id="Setel pemindai agar mengirim PNG atau JPEG 2000.",
        en="Set the scanner to send PNG or JPEG 2000.",
    )


class NoIris(Problem):
    """No pupil and iris could be found in the image."""

    code = "B010"
    says = Words(id="Iris tidak ditemukan pada gambar.", en="No iris was found in the image.")
    do = Words(
        id="Buka mata lebar, arahkan ke kamera, lalu ulangi.",
        en="Open the eye wide, look at the camera, and repeat.",
    )


class NoFace(Problem):
    """No face could be found in the image."""

    code = "B020"
    says = Words(id="Wajah tidak ditemukan pada gambar.", en="No face was found in the image.")
    do = Words(id="Hadapkan wajah ke kamera, lalu ulangi.", en="Face the camera and repeat.")


class FaceModelsMissing(Problem):
    """The package with the face weights is not installed."""

    code = "B021"
    status = 500
    says = Words(
        id="Bobot pengenal wajah tidak terpasang ({missing}).",
        en="The face recognition weights are not installed ({missing}).",
    )
    do = Words(
        id="Pasang kembali face-recognition-models dan dlib-bin.",
        en="Reinstall face-recognition-models and dlib-bin.",
    )


class MalformedTemplate(Problem):
    """Bytes that are no template of ours."""

    code = "B030"
    says = Words(id="Templat rusak: {why}.", en="The template is malformed: {why}.")
    do = Words(id="Buat ulang templat dari gambarnya.", en="Extract the template again from its image.")


class OtherAlgorithm(Problem):
    """Templates of different algorithm versions are never compared."""

    code = "B031"
    says = Words(
        id="Templat {modality} dibuat oleh algoritme versi {found}; yang dipakai versi {wanted}.",
        en="The {modality} template was made by algorithm version {found}; version {wanted} is in use.",
    )
    do = Words(id="Buat ulang templat dari gambarnya.", en="Extract the template again from its image.")


class NothingToCompare(Problem):
    """The two persons share no comparable sample."""

    code = "B032"
    says = Words(
        id="Tidak ada sampel yang sama untuk dibandingkan.",
        en="The two share no sample that could be compared.",
    )
    do = Words(
        id="Rekam sidik jari, iris atau wajah yang ada pada keduanya.",
        en="Capture a finger, iris or face that both have.",
    )


class SubjectTwice(Problem):
    """A subject is already in the gallery."""

    code = "B040"
    status = 409
    says = Words(
        id="Subjek {subject_id} sudah ada di galeri.", en="Subject {subject_id} is already in the gallery."
    )
    do = Words(id="Hapus dahulu yang lama.", en="Remove the old one first.")


class UnknownSubject(Problem):
    """A subject is not in the gallery."""

    code = "B041"
    status = 404
    says = Words(
        id="Subjek {subject_id} tidak ada di galeri.", en="Subject {subject_id} is not in the gallery."
    )
    do = Words(id="Periksa nomornya.", en="Check its number.")


class DamagedGallery(Problem):
    """A gallery's file is damaged, or of another version."""

    code = "B042"
    status = 500
    says = Words(
        id="Berkas galeri {file} rusak atau dari versi lain.",
        en="The gallery file {file} is damaged or of another version.",
    )
    do = Words(
        id="Bangun ulang galeri dari templat yang tersimpan.",
        en="Rebuild the gallery from the stored templates.",
    )


class MalformedRecord(Problem):
    """Bytes that do not follow the exchange format they claim."""

    code = "B050"
    says = Words(id="Rekaman {format} rusak: {why}.", en="The {format} record is malformed: {why}.")
    do = Words(id="Minta ulang rekaman itu dari pengirimnya.", en="Ask the sender for the record again.")


class NotRepresentable(Problem):
    """A value that the exchange format has no room for."""

    code = "B051"
    says = Words(
        id="Nilai ini tidak dapat ditulis dalam {format}: {why}.",
        en="This value cannot be written as {format}: {why}.",
    )
    do = Words(id="Perkecil atau perbaiki nilainya.", en="Reduce or correct the value.")
