import gzip


def test_pages_travel_compressed(client, db):
    page = client.get("/help/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(page.content)


def test_pages_are_read_by_those_who_cannot_unpack(client, db):
    assert b"<h1" in client.get("/help/").content
