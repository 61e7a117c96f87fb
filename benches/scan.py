"""Everything one person is responsible for, read with python-gitlab: the same lists that Keyturn's scan reads.

    scan.py THREADS, with KEYTURN_URL and KEYTURN_TOKEN in the environment

With one thread the lists are read one after the other, as a script does at first; with more, by a pool of so many, as a
person who is in a hurry would write it. Prints one line of JSON. `cargo xtask bench` runs it.
"""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import gitlab

LIST = {"get_all": True, "per_page": 100}


def rows(listing):
    """All rows of a list; none where the person may not see it, as a scan must go on."""
    try:
        return listing(**LIST)
    except gitlab.exceptions.GitlabError as error:
        if error.response_code in (401, 403, 404):
            return None
        raise


def accounts(place):
    """The tokens of the service accounts of a project or group."""
    found = rows(place.service_accounts.list)
    return None if found is None else sum((account.access_tokens.list(**LIST) for account in found), [])


def lists(client):
    """What to read, each as a function: first the three lists of places, then what they lead to."""
    client.auth()
    yield lambda: rows(lambda **how: client.personal_access_tokens.list(user_id=client.user.id, **how))
    owned = client.groups.list(min_access_level=50, order_by="id", **LIST)
    for group in owned:
        yield lambda group=group: rows(group.access_tokens.list)
        yield lambda group=group: accounts(group)
    for group in client.groups.list(min_access_level=40, order_by="id", **LIST):
        yield lambda group=group: rows(group.deploytokens.list)
    wanted = {"membership": True, "min_access_level": 40, "archived": False, "simple": True}
    for project in client.projects.list(pagination="keyset", order_by="id", sort="asc", **wanted, **LIST):
        yield lambda project=project: rows(project.access_tokens.list)
        yield lambda project=project: rows(project.deploytokens.list)
        yield lambda project=project: accounts(project)


def main(threads):
    client = gitlab.Gitlab(os.environ["KEYTURN_URL"], oauth_token=os.environ["KEYTURN_TOKEN"])
    begun = time.monotonic()
    if threads == 1:
        found = [read() for read in lists(client)]
    else:
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(lambda read: read(), lists(client)))
    print(json.dumps({
        "seconds": round(time.monotonic() - begun, 3),
        "processor_seconds": round(time.process_time(), 3),
        "tokens": sum(len(tokens) for tokens in found if tokens is not None),
        "refused": sum(tokens is None for tokens in found),
    }))


if __name__ == "__main__":
    main(int(sys.argv[1]))
