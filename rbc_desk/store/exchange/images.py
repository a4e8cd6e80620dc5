"""The format `images`, and finding the images that other formats refer to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from rbc_desk.core.errors import NotAProjectError, RbcDeskError, UnreadableImageError
from rbc_desk.core.files.images import READABLE_WORDS, find_images, images_below, is_file, is_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.store.exchange.annotated import AnnotatedSet, AnnotatedSmear, ReadOptions
from rbc_desk.store.exchange.written_paths import folded_parts, parts_of, pure_path, same_end


def read_images(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Return the images in a folder and its subfolders, or one file. Raises RbcDeskError where there is none."""
    return AnnotatedSet(tuple(AnnotatedSmear(path) for path in find_images([source])))


def folder_named(source: Path, *names: str) -> Path | None:
    """Return the first of `names`, in any case, that is a folder in `source`; None where there is none.

    Raises NotAProjectError where `source` is not a folder.
    """
    if not is_folder(source):
        raise NotAProjectError(Phrase("The folder {source} does not exist.", source=source), hint="Check the path.")
    folders = {entry.name.casefold(): entry for entry in sorted(source.iterdir()) if is_folder(entry)}
    return next((folders[name.casefold()] for name in names if name.casefold() in folders), None)


def pictures_of(folder: Path, *, task: Task) -> list[Path]:
    """Return the images below a folder. Raises RbcDeskError where there is none, CancelledError."""
    found = images_below(folder, task=task)
    if not found:
        raise RbcDeskError(Phrase("There are no images in {path}.", path=folder), hint=READABLE_WORDS)
    return found


def checked(found: AnnotatedSet) -> AnnotatedSet:
    """Return the data set. Raises RbcDeskError with the first error where no cell could be read."""
    if found.skipped and not any(smear.cells for smear in found.smears):
        raise RbcDeskError(Phrase.of(found.skipped[0].message), hint="Correct it, and import again.")
    return found


class Pairing:
    """Finds the image of a label file, by the name without suffix in any case.

    Among several, the one in the same folder is used, or the one at the same place below the folder of images.
    """

    def __init__(self, images: Iterable[Path], *, images_folder: Path, tables_folder: Path) -> None:
        self._folders = images_folder, tables_folder
        self._by_stem: dict[str, list[Path]] = defaultdict(list)
        self._by_name: dict[str, list[Path]] = defaultdict(list)
        for path in images:
            self._by_stem[path.stem.casefold()].append(path)
            self._by_name[path.name.casefold()].append(path)

    def image_of(self, table: Path, *, named: str = "") -> Path | None:
        """Return the image of a label file. `named`: the image name in it, used where its own is ambiguous."""
        same_stem = self._by_stem.get(table.stem.casefold(), ())
        return self._nearest(table, same_stem, named) or self._nearest(table, self._by_name.get(named.casefold(), ()))

    def _nearest(self, table: Path, images: Sequence[Path], named: str = "") -> Path | None:
        images_folder, tables_folder = self._folders
        mirrored = images_folder / table.parent.relative_to(tables_folder)
        near = [path for path in images if path.parent in (table.parent, mirrored)] or list(images)
        if len(near) > 1:
            near = [path for path in near if path.name.casefold() == named.casefold()] or near
        return near[0] if len(near) == 1 or (near and near[0].parent in (table.parent, mirrored)) else None


class ImageFinder:
    """Finds the images that a data set names, below its folder; names are matched in any case.

    Folders may have moved: a path is matched by as many of its last parts as there are. Where two paths match one
    image in this way, it is not known which of them is here: the second is refused, and the image is in `doubtful`,
    so that what was read for the first is dropped too. No path leads out of the data set unless `anywhere` allows it.
    """

    def __init__(self, root: Path, *, task: Task, anywhere: bool = False) -> None:
        self.root, self._anywhere = root, anywhere
        self.images = images_below(root, task=task)
        self._by_name: defaultdict[str, list[tuple[tuple[str, ...], Path]]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], Path] = {}
        self.doubtful: dict[Path, str] = {}
        """The images that several paths match, with one of these paths."""
        self._matched: dict[Path, tuple[str, ...]] = {}
        self._whole: set[Path] = set()
        for path in self.images:
            parts = folded_parts(path.relative_to(root).parts)
            self._by_name[parts[-1]].append((parts, path))
            self._exact.setdefault(parts, path)

    def find(self, written: str, *, beside: Path | None = None, of: str | None = None) -> Path:
        """Return the image with this path, which may be relative to the folder `beside` and of any system.

        `of`: the path that the data set has, where `written` is a part of it. Raises UnreadableImageError where it is
        missing, ambiguous or outside the data set.
        """
        pure = pure_path(written)
        if pure.anchor or ".." in pure.parts:
            place = Path(written) if pure.anchor else (beside or self.root).joinpath(*pure.parts)
            real, top = place.resolve(), self.root.resolve()
            if is_file(place) and real.is_relative_to(top):
                return self._taken(self.root / real.relative_to(top), written, is_whole=True)
            if is_file(place) and self._anywhere:
                return place
            if is_file(place) or (".." in pure.parts and not real.is_relative_to(top)):
                raise UnreadableImageError(
                    Phrase("{written} is outside the folder of the data set.", written=written)
                )
        wanted = folded_parts(parts_of(written))
        near = (
            folded_parts(beside.relative_to(self.root).parts) if beside and beside.is_relative_to(self.root) else ()
        )
        for base in (near, (*near, "images"), ("images",), ()):
            if of is None and (exact := self._exact.get((*base, *wanted))) is not None:
                return self._taken(exact, written, is_whole=True)
        known = self._by_name.get(wanted[-1], []) if wanted else []
        scores = [(same_end(wanted, parts), parts, path) for parts, path in known]
        if not pure.anchor:  # a different folder of the same name's image is a different image
            scores = [item for item in scores if item[0] in (len(wanted), len(_own(item[1])))]
        best = max((score for score, _, _ in scores), default=0)
        found = [path for score, _, path in scores if score == best]
        if len(found) == 1:
            return self._taken(found[0], of or written, is_whole=of is None and best == len(wanted))
        if found:
            raise UnreadableImageError(Phrase("Several images match {written}.", written=written))
        raise UnreadableImageError(Phrase("{written} does not exist.", written=written))

    def _taken(self, image: Path, written: str, *, is_whole: bool) -> Path:
        """Note which path an image was taken for. A path that matches it whole wins over one that matches its end."""
        parts = folded_parts(pure_path(written).parts)
        if is_whole and image in self._whole:
            return image
        other = self._matched.setdefault(image, parts)
        if other == parts:
            if is_whole:
                self._whole.add(image)
            return image
        if image not in self._whole:
            self.doubtful[image] = written
        raise UnreadableImageError(
            Phrase("{written} was left out: {name} is the image of another path.", written=written, name=image.name)
        )


_NEUTRAL = frozenset({"images", "image", "img", "data", "train", "val", "valid", "validation", "test", "jpegimages"})


def _own(parts: Sequence[str]) -> Sequence[str]:
    """The parts of a path that tell images apart, without the folders that data sets have."""
    start = next((i for i, part in enumerate(parts) if part not in _NEUTRAL), len(parts) - 1)
    return parts[start:]


def upright_size(path: Path) -> tuple[int, int]:
    """Return width and height of an image as it is displayed, from its header. Raises UnreadableImageError."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            return (image.height, image.width) if turned else (image.width, image.height)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UnreadableImageError(Phrase("The size of {name} cannot be read.", name=path.name)) from error
