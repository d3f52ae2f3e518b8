"""What can go wrong while reading a card: one family, each cause with its own stable code."""


class OcrError(Exception):
    """Base of every error this package raises on purpose.

    ``code`` is stable and meant for programs; the message is meant for people.
    """

    code = "ocr_error"
    #: True when the same picture may be read by trying again later.
    transient = False


class UnreadableImageError(OcrError):
    """The bytes are not a picture we decode: wrong format, truncated, damaged."""

    code = "unreadable_image"


class ImageTooLargeError(OcrError):
    """More bytes or more pixels than the limits allow."""

    code = "too_large"


class EngineMissingError(OcrError):
    """The engine asked for is unknown or not installed on this machine."""

    code = "engine_missing"


class EngineFailedError(OcrError):
    """The engine is there but broke on this picture."""

    code = "engine_failed"
    transient = True


class ReadingTimeoutError(OcrError):
    """Reading took longer than the limit."""

    code = "timeout"
    transient = True


class OutOfMemoryError(OcrError):
    """Reading needed more memory than the limit."""

    code = "out_of_memory"


class ReaderCrashedError(OcrError):
    """The child process that read the picture died (a crash in a native library)."""

    code = "reader_crashed"
    transient = True


class RecordingMissingError(OcrError):
    """The recorded engine has no recording of this picture."""

    code = "recording_missing"
