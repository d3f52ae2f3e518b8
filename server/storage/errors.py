"""What can be wrong with bytes somebody sends."""

from server.core.errors import Problem


class HashMismatch(Problem):
    """The bytes are not those the hash names."""

    code, status = "hash_mismatch", 422
    title = "The picture arrived damaged. Send it again."


class BadPart(Problem):
    """A part that fits no picture of that size."""

    code, status = "bad_part", 422
    title = "Send parts of 256 KiB, numbered from 0, each but the last one full."


class NotAPicture(Problem):
    """Neither a picture nor a memo we keep, whatever its name says."""

    code, status = "not_a_picture", 415
    title = "Send a whole JPEG, PNG or WebP picture of at most 30 megapixels, or a voice memo."
