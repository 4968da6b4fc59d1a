"""The wheel does the main job in an empty environment away from the checkout, templates and demo cases with it."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if sys.platform == "win32" else "bin"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SJTOOL", "PYTHON", "COV"))} | {"SJTOOL_BY": "pc-1"}
    return subprocess.run(
        [str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel and sdist, built with what is installed here: no network."""
    out = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_the_wheel_carries_templates_and_demo_cases(built: Path) -> None:
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert any(name.endswith("templates/question-sets/section-12@1.0.0.toml") for name in names)
    assert any(name.endswith("casefiles/demo-harbour.toml") for name in names)


def test_the_sdist_carries_them_too(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = sdist.getnames()
    assert any(name.endswith("/templates/factor-sets/acute@1.0.0.toml") for name in names)
    assert any(name.endswith("/casefiles/demo-quay.toml") for name in names)
    assert not any(".venv" in name for name in names)


def test_the_main_job_runs_from_the_wheel_away_from_the_checkout(built: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / BIN / ("python.exe" if sys.platform == "win32" else "python")
    site = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).stdout.strip()
    )
    wheel = next(built.glob("*.whl"))
    done = run(
        sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--target", site, wheel, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    # The libraries come from this environment by path; its editable sjtool is not on that path.
    libraries = {str(Path(p)) for p in sys.path if p.endswith("site-packages")}
    (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    where = run(python, "-c", "import sjtool; print(sjtool.__file__)", cwd=tmp_path).stdout.strip()
    assert str(home) in where
    assert run(python, "-m", "sjtool", "demo", "cases", cwd=tmp_path).returncode == 0
    done = run(python, "-m", "sjtool", "report", "cases/demo-harbour.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "OFFICIAL-SENSITIVE" in done.stdout
    assert "TRAINING" in done.stdout
    assert run(python, "-m", "sjtool", "verify", "cases/demo-harbour.toml", cwd=tmp_path).returncode == 0
