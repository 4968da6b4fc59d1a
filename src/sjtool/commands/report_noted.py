"""One print into a folder of prints: noted in the manifest there, as a run over many notes it, by the same rules."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sjtool import clock
from sjtool.commands.report_files import refuse_foreign
from sjtool.commands.report_manifest import (
    NAME,
    Line,
    Manifest,
    hash_templates,
    list_outputs,
    read_manifest,
    write_manifest,
)
from sjtool.commands.report_work import Work
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.store.durable import hold_folder, remove_stale


def write_noted(work: Work, loaded: Loaded, content: bytes, target: Path, source: str) -> None:
    """Write a print and note it; `source` is the hash of its case as it was read.

    Raises SjtoolError where a run is writing into the folder, or what would be replaced is no print of it.
    """
    order, folder = work.order, target.parent
    path = folder / NAME
    with hold_folder(path):
        before = read_manifest(path, order.named, order.form)
        if problem := refuse_foreign(target, str(loaded.path), list_outputs(folder)):
            raise SjtoolError([problem])
        remove_stale(target)
        work.write(loaded, content, target)
        manifest = Manifest(order.named, order.form)
        manifest.put(
            Line(
                case=str(loaded.path),
                state="written",
                source=source,
                order=order.digest(hash_templates(work.desk.library)),
                output=target.name,
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
                made_on=order.today.isoformat(),
            )
        )
        manifest.add_older(before, folder)
        write_manifest(path, manifest, by=order.by, at=clock.now().isoformat(timespec="seconds"))
