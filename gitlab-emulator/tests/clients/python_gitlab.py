"""Personal tokens through python-gitlab against a running emulator: list, create, rotate, revoke.

    python3 -m venv /tmp/clients && /tmp/clients/bin/pip install python-gitlab
    cargo build -p gitlab-emulator
    /tmp/clients/bin/python gitlab-emulator/tests/clients/python_gitlab.py target/debug/gitlab-emulator

Starts the emulator by itself, once per version, over HTTP and HTTPS; says what it did; fails loudly.
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile

import gitlab

WORLD = "scale:users=4,projects=3,groups=2,tokens=130"


class Emulator:
    """The emulator as a child process."""

    def __init__(self, program, *arguments, world=WORLD):
        command = [program, "--listen", "127.0.0.1:0", "--world", world, *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.url, self.users = ready["url"], ready["users"]
        self.trust = True
        if "certificate" in ready:
            with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
                file.write(ready["certificate"])
            self.trust = file.name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        assert self.process.wait(10) == 0, "it ends in good order"
        if self.trust is not True:
            os.unlink(self.trust)

    def client(self, user, form="private_token", token=None):
        """A client signed in as one of the named users, in either form of credential."""
        secret = {form: token or self.users[user]["token"]}
        return gitlab.Gitlab(self.url, ssl_verify=self.trust, retry_transient_errors=False, **secret)


def refused(status, call):
    """The call has to be refused with this status; gives GitLab's words."""
    try:
        call()
    except gitlab.exceptions.GitlabError as error:
        assert error.response_code == status, (error.response_code, status, error)
        return str(error.error_message)
    raise AssertionError(f"nobody refused, {status} was expected")


def day(days):
    return (datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=days)).isoformat()


def check_reading(emulator):
    root = emulator.client("root")
    root.auth()
    assert root.user.username == "root" and root.user.is_admin
    dev = emulator.client("dev", form="oauth_token")
    dev.auth()
    assert dev.user.id == emulator.users["dev"]["id"]

    own = list(dev.personal_access_tokens.list(iterator=True, per_page=50))
    assert len(own) >= 130, len(own)
    assert len({token.id for token in own}) == len(own), "no row twice"
    assert {token.user_id for token in own} == {dev.user.id}
    page = dev.personal_access_tokens.list(iterator=True, per_page=20)
    assert page.total == len(own) and page.per_page == 20 and page.next_page == 2

    everyone = root.personal_access_tokens.list(get_all=True, per_page=100)
    assert len(everyone) > len(own)
    of_dev = root.personal_access_tokens.list(get_all=True, per_page=100, user_id=dev.user.id)
    assert {token.id for token in own} <= {token.id for token in of_dev}

    active = dev.personal_access_tokens.list(get_all=True, state="active", per_page=100)
    assert all(token.active for token in active)
    revoked = dev.personal_access_tokens.list(get_all=True, revoked=True, per_page=100)
    assert all(token.revoked for token in revoked)
    return len(own), len(everyone)


def check_administration(emulator):
    root, dev_id = emulator.client("root"), emulator.users["dev"]["id"]
    made = root.users.get(dev_id).personal_access_tokens.create(
        {"name": "made by python", "scopes": ["api"], "expires_at": day(30)}
    )
    assert made.token.startswith("glpat-") and made.user_id == dev_id and made.expires_at == day(30)
    found = root.personal_access_tokens.list(search="made by python", get_all=True)
    assert [token.id for token in found] == [made.id]

    as_dev = emulator.client("dev", token=made.token)
    as_dev.auth()
    assert as_dev.user.id == dev_id, "the new value signs in"

    before = root.personal_access_tokens.get(made.id)
    rotated = before.rotate(expires_at=day(60))
    assert rotated["id"] != made.id and rotated["expires_at"] == day(60)
    refused(401, as_dev.auth)
    again = refused(400, lambda: root.personal_access_tokens.get(made.id).rotate())
    assert "revoked" in again, again

    root.personal_access_tokens.delete(rotated["id"])
    assert root.personal_access_tokens.get(rotated["id"]).revoked
    refused(401, emulator.client("dev", token=rotated["token"]).auth)
    return again


def check_oneself(emulator):
    root, dev_id = emulator.client("root"), emulator.users["dev"]["id"]
    made = root.users.get(dev_id).personal_access_tokens.create(
        {"name": "turns itself", "scopes": ["api"], "expires_at": day(30)}
    )
    oneself = emulator.client("dev", token=made.token)
    assert oneself.personal_access_tokens.get("self").id == made.id
    rotated = oneself.personal_access_tokens.rotate("self", expires_at=day(9))
    assert rotated["expires_at"] == day(9)
    refused(401, oneself.auth)

    renewed = emulator.client("dev", token=rotated["token"])
    renewed.auth()
    renewed.personal_access_tokens.delete("self")
    refused(401, renewed.auth)


def check_refusals(emulator):
    dev, reader = emulator.client("dev"), emulator.client("reader")
    other = emulator.users["root"]["id"]
    refused(403, lambda: dev.users.get(other).personal_access_tokens.create({"name": "x", "scopes": ["api"]}))
    refused(401, lambda: dev.personal_access_tokens.list(user_id=other))
    mine = reader.personal_access_tokens.list(get_all=True)[0]
    refused(403, lambda: reader.personal_access_tokens.delete(mine.id))
    for user in ("expired", "revoked"):
        refused(401, emulator.client(user).auth)
    refused(403, emulator.client("blocked").auth)


def check_impersonation(emulator):
    tokens = emulator.client("root").users.get(emulator.users["dev"]["id"]).impersonationtokens
    made = tokens.create({"name": "as dev", "scopes": ["read_user"], "expires_at": day(5)})
    assert made.impersonation and made.token
    assert made.id in [token.id for token in tokens.list(state="active", get_all=True)]
    tokens.delete(made.id)
    assert tokens.get(made.id).revoked


def check_before_rotation_existed(emulator):
    """13.3 to 15.11: list, create and revoke; a rotation meets no route."""
    root, dev_id = emulator.client("root"), emulator.users["dev"]["id"]
    own = emulator.client("dev").personal_access_tokens.list(get_all=True, per_page=100)
    made = root.users.get(dev_id).personal_access_tokens.create({"name": "made by python", "scopes": ["api"]})
    assert made.expires_at is None, "nothing forced an end on tokens then"
    as_dev = emulator.client("dev", token=made.token)
    as_dev.auth()
    words = refused(404, lambda: root.personal_access_tokens.rotate(made.id))
    root.personal_access_tokens.delete(made.id)
    refused(401, as_dev.auth)
    return len(own), words


def check_version(emulator, version):
    found, _ = emulator.client("root").version()
    assert found == version, found


def check_scale(emulator):
    """Everything one person is responsible for: found by keyset, by role, and in a list too long to be counted."""
    ann, root = emulator.client("ann"), emulator.client("root")
    wanted = {"membership": True, "min_access_level": 40, "simple": True, "per_page": 100, "iterator": True}
    by_keyset = [project.id for project in ann.projects.list(pagination="keyset", order_by="id", sort="asc", **wanted)]
    assert len(by_keyset) == 10_000 and by_keyset == sorted(set(by_keyset)), len(by_keyset)
    owned = ann.groups.list(min_access_level=50, per_page=100, get_all=True)
    maintained = ann.groups.list(min_access_level=40, per_page=100, get_all=True)
    assert (len(owned), len(maintained)) == (436, 500), (len(owned), len(maintained))
    words = refused(405, lambda: ann.projects.list(page=502, per_page=100))
    assert "maximum allowed offset of 50000" in words, words

    page = root.personal_access_tokens.list(iterator=True, per_page=100)
    assert page.total is None and page.next_page == 2, "too many to be counted"
    third = ann.projects.get(by_keyset[2], lazy=True)
    kinds = third.access_tokens.list(get_all=True), third.deploytokens.list(get_all=True)
    return len(by_keyset), [len(rows) for rows in kinds]


def main(program):
    for version in ("13.12.15-ee", "15.11.13-ee"):
        with Emulator(program, "--gitlab-version", version) as emulator:
            check_version(emulator, version)
            own, words = check_before_rotation_existed(emulator)
            print(f"{version}: {own} own tokens; created, revoked; a rotation says: {words}")
    for version, *arguments in [
        ("16.11.10-ee",),
        ("17.11.7-ee",),
        ("18.11.5-ee",),
        ("19.5.1-ee",),
        ("19.5.1-ee", "--tls"),
        ("19.5.1-ee", "--relative-url-root", "/gitlab"),
    ]:
        with Emulator(program, "--gitlab-version", version, *arguments) as emulator:
            check_version(emulator, version)
            own, everyone = check_reading(emulator)
            words = check_administration(emulator)
            if version >= "17":
                check_oneself(emulator)
            check_refusals(emulator)
            check_impersonation(emulator)
            print(f"{version} {' '.join(arguments)}: {own} own and {everyone} tokens in all; "
                  f"created, rotated, revoked; a second rotation says: {words}")
    with Emulator(program, world="scale") as emulator:
        projects, kinds = check_scale(emulator)
        print(f"scale: {projects} projects by keyset; the third has so many access and deploy tokens: {kinds}")
    print(f"python-gitlab {gitlab.__version__} is content")


if __name__ == "__main__":
    main(*sys.argv[1:])
