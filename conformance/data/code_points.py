"""Code points as people and files write them."""

from collections.abc import Iterable, Iterator

SEQUENCE = "+"
HIGHEST = 0x10FFFF


def ranges(characters: Iterable[str]) -> list[tuple[int, int]]:
    """Return the code points of single characters as sorted ranges, first and last."""
    found: list[tuple[int, int]] = []
    for point in sorted(map(ord, characters)):
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def shown(text: str) -> str:
    """Write a text as code points: `U+845B U+E0102`."""
    return " ".join(f"U+{ord(each):04X}" for each in text)


def packed(texts: Iterable[str]) -> list[str]:
    """Write characters as ranges (`4E00-4E03`), and sequences (`845B+E0102`) after them, in hexadecimal."""
    given = set(texts)
    single = ranges(text for text in given if len(text) == 1)
    words = [f"{first:04X}" if first == last else f"{first:04X}-{last:04X}" for first, last in single]
    long = sorted(text for text in given if len(text) > 1)
    return words + [SEQUENCE.join(f"{ord(each):04X}" for each in text) for text in long]


def unpacked(words: Iterable[str]) -> Iterator[str]:
    """Read what `packed` wrote. Raises ValueError where a word is neither a code point, a range nor a sequence."""
    for word in words:
        if SEQUENCE in word:
            yield "".join(chr(int(part, 16)) for part in word.split(SEQUENCE))
            continue
        first, _, last = word.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))
